import { redirect } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { writeOwnQuestion } from '$lib/question-bank/own/commands.server';
import { listOwnSets, readOwnQuestion } from '$lib/question-bank/queries.server';
import { readOwnForm } from '../own-form.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals, params }: PageServerLoadEvent) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	const { set, question } = await readOwnQuestion(db, owner, params.question);
	const sets = await listOwnSets(db, owner);
	return { sets: sets.map(({ id, title }) => ({ id, title })), set: set.id, question };
});

export const actions = {
	default: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const { db } = event.locals.app.database;
		const before = await readOwnQuestion(db, owner, event.params.question);
		const { set, question } = readOwnForm(await readForm(event.request), before.question);
		await writeOwnQuestion(db, owner, before.question.id, set || before.set.id, question);
		redirect(303, '/questions/own');
	})
};
