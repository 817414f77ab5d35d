import { redirect } from '@sveltejs/kit';
import { forForm, readForm } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { addProgramNote } from '$lib/question-bank/commands.server';
import { ProgramNoteSchema } from '$lib/question-bank/own';
import { ownerOf } from '../../../owner-of.server';
import type { RequestEvent } from './$types';

export const actions = {
	default: forForm(async (event: RequestEvent) => {
		const note = checkInput(ProgramNoteSchema, await readForm(event.request));
		await addProgramNote(event.locals.app.database.db, await ownerOf(event), note);
		redirect(303, '/questions/programs');
	})
};
