import { redirect } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { forForm, forPage } from '$lib/platform/answer.server';
import { writeOwnRubric } from '$lib/rubric/commands.server';
import { readChoosableRubric } from '$lib/rubric/queries.server';
import { findBankRubric } from '$lib/rubric/rubric.server';
import { readPostedRubric } from '../posted-rubric.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals, params }: PageServerLoadEvent) => {
	const isOwn = (await findBankRubric(params.rubric)) === null;
	const owner = locals.person?.id ?? null;
	const { db } = locals.app.database;
	return { isOwn, rubric: await readChoosableRubric(db, owner, params.rubric) };
});

export const actions = {
	default: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const { rubric, version } = await readPostedRubric(event.request);
		await writeOwnRubric(event.locals.app.database.db, owner, event.params.rubric, version, rubric);
		redirect(303, '/rubrics');
	})
};
