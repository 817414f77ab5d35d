/**
 * Checks what came from a browser against a strict schema; the first mistake becomes a `Fault` that names the field.
 */
import * as v from 'valibot';
import { Fault } from './errors.ts';

/**
 * Returns `input` as the schema's output.
 * @throws {Fault} `bad-input` with the dotted path of the field and a sentence that says what is wrong with it.
 */
export function checkInput<const S extends v.GenericSchema>(
	schema: S,
	input: unknown
): v.InferOutput<S> {
	// an array passes for an object without required fields
	if (Array.isArray(input)) throw new Fault('bad-input', { field: 'body' });
	const result = v.safeParse(schema, input);
	if (result.success) return result.output;
	const issue = result.issues[0];
	const field = v.getDotPath(issue) ?? 'body';
	const known = issue.expected === 'never' ? `"${field}" is not a field of this form.` : null;
	throw new Fault('bad-input', { field, message: known ?? `${field}: ${issue.message}` });
}

/** Control characters other than the tab and the line feed, and halves of characters, which no database takes. */
export function hasControl(value: string): boolean {
	if (/\p{Surrogate}/u.test(value)) return true;
	return [...value].some((character) => {
		const code = character.codePointAt(0) ?? 0;
		return (code < 0x20 && code !== 0x09 && code !== 0x0a) || code === 0x7f;
	});
}

/** Text a person typed: line ends unified, outer space cut, no control characters, `most` characters at the most. */
export const text = (most: number, what: string) =>
	v.pipe(
		v.string(`${what} must be text.`),
		v.transform((value) => value.replace(/\r\n?/g, '\n').trim()),
		v.maxLength(most, `${what} can have at most ${most} characters; shorten it.`),
		v.check((value) => !hasControl(value), `${what} has a character that cannot be shown.`)
	);

/** The same, and something must be written. */
export const requiredText = (most: number, what: string) =>
	v.pipe(text(most, what), v.minLength(1, `${what} is empty; write something.`));

/** A moment in a recording, in milliseconds from its first frame; at most 6 hours. */
export const moment = v.pipe(
	v.number('The moment must be a number of milliseconds.'),
	v.integer('The moment must be a whole number of milliseconds.'),
	v.minValue(0, 'The moment cannot be before the start.'),
	v.maxValue(6 * 3600 * 1000, 'The moment is later than any recording.')
);

/** An id as this server makes them (UUID). */
export const id = v.pipe(v.string('The id must be text.'), v.uuid('The id is not one of ours.'));
