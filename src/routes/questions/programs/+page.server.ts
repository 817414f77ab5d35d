import * as v from 'valibot';
import { requireOwner } from '$lib/account/require-owner';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { setProgramNoteDeleted } from '$lib/question-bank/commands.server';
import { listProgramNotes, readProgramNote } from '$lib/question-bank/queries.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals }: PageServerLoadEvent) => {
	const { app, person } = locals;
	const notes = person ? await listProgramNotes(app.database.db, person.id) : [];
	return { programs: notes.map(({ id, program, updatedAt }) => ({ id, program, updatedAt })) };
});

const IdSchema = v.strictObject({ id: v.string('Say which one.') });

export const actions = {
	delete: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const { id } = checkInput(IdSchema, await readForm(event.request));
		const { db } = event.locals.app.database;
		const { program } = await readProgramNote(db, owner, id);
		await setProgramNoteDeleted(db, owner, id, true);
		return { deleted: { id, name: program, undo: '?/undo' } };
	}),
	undo: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const { id } = checkInput(IdSchema, await readForm(event.request));
		await setProgramNoteDeleted(event.locals.app.database.db, owner, id, false);
	})
};
