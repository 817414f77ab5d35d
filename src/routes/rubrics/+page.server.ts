import * as v from 'valibot';
import { requireOwner } from '$lib/account/require-owner';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { deleteOwnRubric, undeleteOwnRubric } from '$lib/rubric/commands.server';
import { listRubricChoices, readOwnRubric } from '$lib/rubric/queries.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals }: PageServerLoadEvent) => {
	const owner = locals.person?.id ?? null;
	return { rubrics: await listRubricChoices(locals.app.database.db, owner) };
});

const IdSchema = v.strictObject({ id: v.pipe(v.string('Say which one.'), v.maxLength(60)) });

export const actions = {
	delete: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const { db } = event.locals.app.database;
		const { id } = checkInput(IdSchema, await readForm(event.request));
		const { title } = await readOwnRubric(db, owner, id);
		await deleteOwnRubric(db, owner, id, new Date());
		return { deleted: { id, name: title, undo: '?/undo' } };
	}),
	undo: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const { id } = checkInput(IdSchema, await readForm(event.request));
		await undeleteOwnRubric(event.locals.app.database.db, owner, id);
	})
};
