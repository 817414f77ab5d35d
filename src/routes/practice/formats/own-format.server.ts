/** The form of an own format, from its posted fields to a format that can be kept. */
import { readForm } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import type { Format } from '$lib/question-bank/format';
import { readFormatFields } from '$lib/question-bank/own-format';
import { readChoices } from '../choices.server';

/** @throws {Fault} `bad-input` naming the field. */
export async function readPostedFormat(
	request: Request,
	locals: App.Locals,
	base: Pick<Format, 'parts'>
): Promise<Format> {
	const format = readFormatFields(await readForm(request), base);
	const { sets } = await readChoices(locals);
	if (!sets.some(({ id }) => id === format.questionSet)) {
		throw new Fault('bad-input', { field: 'questionSet', message: 'Choose a question set.' });
	}
	return format;
}

/** The sets a format may offer first, by name. */
export async function listSets(locals: App.Locals): Promise<{ value: string; label: string }[]> {
	const { sets } = await readChoices(locals);
	return sets.map(({ id, title }) => ({ value: id, label: title }));
}
