import * as v from 'valibot';
import { requireOwner } from '$lib/account/require-owner';
import { describeFormat } from '$lib/interview/format-words';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput } from '$lib/platform/input';
import { completeFormat, FormatSchema } from '$lib/question-bank/format';
import { addOwnFormat, deleteOwnFormat } from '$lib/question-bank/own-format/commands.server';
import { readOwnFormat } from '$lib/question-bank/own-format/queries.server';
import { readChoices } from '../choices.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals }: PageServerLoadEvent) => {
	const { formats } = await readChoices(locals);
	return {
		formats: formats.map((format) => ({
			id: format.id,
			title: format.title,
			isOwn: format.isOwn,
			rules: describeFormat(format)
		}))
	};
});

const DeleteSchema = v.strictObject({ id: v.string('Say which one.') });
const UndoSchema = v.strictObject({ id: v.pipe(v.string(), v.maxLength(20_000)) });

export const actions = {
	delete: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const { id } = checkInput(DeleteSchema, await readForm(event.request));
		const { db } = event.locals.app.database;
		const format = await readOwnFormat(db, owner, id);
		await deleteOwnFormat(db, owner, id);
		// the page keeps what was deleted, and gives it back as it was
		return { deleted: { id: JSON.stringify(format), name: format.title, undo: '?/undo' } };
	}),
	undo: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const given = checkInput(UndoSchema, await readForm(event.request));
		const format = checkInput(FormatSchema, parse(given.id));
		await addOwnFormat(event.locals.app.database.db, owner, completeFormat(format));
	})
};

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new Fault('bad-input', { field: 'id', message: 'There is nothing to bring back.' });
	}
}
