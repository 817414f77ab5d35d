/** The form of an own rubric, from its posted fields. */
import * as v from 'valibot';
import { readForm } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { readRubricForm, type WrittenRubric } from '$lib/rubric/own-rubric';

const PostedSchema = v.strictObject({
	form: v.pipe(v.string('The form could not be read.'), v.maxLength(100_000)),
	/** The version that the form started from; nothing for a new rubric. */
	version: v.optional(v.pipe(v.string(), v.regex(/^\d{0,6}$/)), '')
});

/** @throws {Fault} `bad-input` naming the field. */
export async function readPostedRubric(
	request: Request
): Promise<{ rubric: WrittenRubric; version: number }> {
	const { form, version } = checkInput(PostedSchema, await readForm(request));
	return { rubric: readRubricForm(form), version: Number(version) };
}
