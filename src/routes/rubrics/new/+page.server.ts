import { redirect } from '@sveltejs/kit';
import { forForm, forPage } from '$lib/platform/answer.server';
import { freeName } from '$lib/question-bank/own-format';
import { addOwnRubric } from '$lib/rubric/commands.server';
import { listOwnRubrics, readChoosableRubric } from '$lib/rubric/queries.server';
import { GENERAL_RUBRIC } from '$lib/rubric/rubric.server';
import { ownerOf } from '../../owner-of.server';
import { readPostedRubric } from '../posted-rubric.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals, url }: PageServerLoadEvent) => {
	const { db } = locals.app.database;
	const owner = locals.person?.id ?? null;
	const base = await readChoosableRubric(db, owner, url.searchParams.get('from') ?? GENERAL_RUBRIC);
	const own = owner === null ? [] : await listOwnRubrics(db, owner);
	const title = freeName(
		`My ${base.title}`,
		own.map((each) => each.title)
	);
	return { base: { ...base, title }, from: base.title };
});

export const actions = {
	default: forForm(async (event: RequestEvent) => {
		const { rubric } = await readPostedRubric(event.request);
		await addOwnRubric(event.locals.app.database.db, await ownerOf(event), rubric);
		redirect(303, '/rubrics');
	})
};
