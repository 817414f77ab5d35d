import { redirect } from '@sveltejs/kit';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { firstOwnSet, keepOwnQuestions } from '$lib/question-bank/own/commands.server';
import { listOwnSets } from '$lib/question-bank/queries.server';
import { ownerOf } from '../../../owner-of.server';
import { readOwnForm } from '../own-form.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals, url }: PageServerLoadEvent) => {
	const { app, person } = locals;
	const sets = person ? await listOwnSets(app.database.db, person.id) : [];
	const asked = sets.find(({ id }) => id === url.searchParams.get('set')) ?? sets[0];
	return { sets: sets.map(({ id, title }) => ({ id, title })), set: asked?.id ?? '' };
});

export const actions = {
	default: forForm(async (event: RequestEvent) => {
		const { set, question } = readOwnForm(await readForm(event.request));
		const { db } = event.locals.app.database;
		const owner = await ownerOf(event);
		await keepOwnQuestions(db, owner, set || (await firstOwnSet(db, owner)), [question]);
		redirect(303, '/questions/own');
	})
};
