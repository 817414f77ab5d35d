import { redirect } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { forForm, forPage } from '$lib/platform/answer.server';
import { writeOwnFormat } from '$lib/question-bank/own-format/commands.server';
import { readOwnFormat } from '$lib/question-bank/own-format/queries.server';
import { listSets, readPostedFormat } from '../own-format.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals, params }: PageServerLoadEvent) => {
	const owner = requireOwner(locals.person);
	return {
		format: await readOwnFormat(locals.app.database.db, owner, params.format),
		sets: await listSets(locals)
	};
});

export const actions = {
	default: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const { db } = event.locals.app.database;
		const before = await readOwnFormat(db, owner, event.params.format);
		const format = await readPostedFormat(event.request, event.locals, before);
		await writeOwnFormat(db, owner, before.id, format);
		redirect(303, `/practice?format=${before.id}`);
	})
};
