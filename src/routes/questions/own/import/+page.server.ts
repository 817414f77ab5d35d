import { redirect } from '@sveltejs/kit';
import { forForm, forPage } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { addOwnSet, keepOwnQuestions } from '$lib/question-bank/own/commands.server';
import { listOwnSets, readOwnSet } from '$lib/question-bank/queries.server';
import { ownerOf } from '../../../owner-of.server';
import { readGiven, readSentFile } from './read-file.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals }: PageServerLoadEvent) => {
	const { app, person } = locals;
	const sets = person ? await listOwnSets(app.database.db, person.id) : [];
	return { sets: sets.map(({ id, title }) => ({ id, title })) };
});

async function setOf({ app, person }: App.Locals, id: string) {
	if (id === '') return null;
	if (!person) throw new Fault('not-found');
	return readOwnSet(app.database.db, person.id, id);
}

export const actions = {
	/** Says what would be kept; keeps nothing. */
	look: forForm(async ({ request, locals }: RequestEvent) => {
		const sent = await readSentFile(request);
		const into = await setOf(locals, sent.set);
		const { good, bad, title } = readGiven(sent, into);
		const known = new Set(into?.questions.map(({ id }) => id));
		return {
			looked: {
				...sent,
				title: into?.title ?? (title || sent.title || 'Imported questions'),
				good: good.map(({ line, question }) => {
					return { line, text: question.text, replaces: known.has(question.id ?? '') };
				}),
				bad
			}
		};
	}),
	/** Keeps the good rows. */
	keep: forForm(async (event: RequestEvent) => {
		const sent = await readSentFile(event.request);
		const into = await setOf(event.locals, sent.set);
		const { good, title, purpose } = readGiven(sent, into);
		if (good.length === 0) {
			throw new Fault('bad-input', { field: 'file', message: 'There is no question to keep.' });
		}
		const { db } = event.locals.app.database;
		const owner = await ownerOf(event);
		const name = sent.title || title || 'Imported questions';
		await db.transaction(async (tx) => {
			const set = into?.id ?? (await addOwnSet(tx, owner, { title: name, purpose: purpose ?? '' }));
			await keepOwnQuestions(
				tx,
				owner,
				set,
				good.map(({ question }) => question)
			);
		});
		redirect(303, '/questions/own');
	})
};
