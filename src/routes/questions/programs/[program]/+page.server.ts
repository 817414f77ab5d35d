import { requireOwner } from '$lib/account/require-owner';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { writeProgramNote } from '$lib/question-bank/commands.server';
import { ProgramNoteSchema } from '$lib/question-bank/own';
import { readProgramNote } from '$lib/question-bank/queries.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals, params }: PageServerLoadEvent) => {
	const owner = requireOwner(locals.person);
	const {
		id,
		updatedAt: _,
		...note
	} = await readProgramNote(locals.app.database.db, owner, params.program);
	return { id, note };
});

export const actions = {
	default: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const note = checkInput(ProgramNoteSchema, await readForm(event.request));
		await writeProgramNote(event.locals.app.database.db, owner, event.params.program, note);
		return { kept: true };
	})
};
