import { json } from '@sveltejs/kit';
import { endpoint } from '$lib/platform/answer.server';
import { listRubricChoices } from '$lib/rubric/queries.server';
import type { RequestHandler } from './$types';

/** The rubrics that can be chosen: the person's own ones first. */
export const GET: RequestHandler = endpoint(async ({ locals }) => {
	const owner = locals.person?.id ?? null;
	const choices = await listRubricChoices(locals.app.database.db, owner);
	return json(choices, { headers: { 'cache-control': 'private, no-store' } });
});
