import { redirect } from '@sveltejs/kit';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { NewCircleSchema } from '$lib/sharing/circle/circle';
import { createCircle } from '$lib/sharing/circle/commands.server';
import { listCircles } from '$lib/sharing/circle/queries.server';
import { ownerOf } from '../../owner-of.server';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = forPage(async ({ locals }: PageServerLoadEvent) => {
	const { person, app } = locals;
	return {
		circles: person ? await listCircles(app.database.db, person.id) : [],
		ownName: person && !person.isAnonymous ? person.name : ''
	};
});

export const actions: Actions = {
	default: forForm(async (event) => {
		const given = checkInput(NewCircleSchema, await readForm(event.request));
		const { name, memberName, sees } = given;
		const { db } = event.locals.app.database;
		const isOpen = sees === 'all';
		const id = await createCircle(db, await ownerOf(event), { name, memberName, isOpen });
		redirect(303, `/reviews/circles/${id}`);
	})
};
