/**
 * What an owner may say of a grant, when it is made and later.
 */
import * as v from 'valibot';
import { hasControl, id, requiredText, text } from '../platform/input.ts';

const LONGEST_GRANT_DAYS = 90;
export const DEFAULT_GRANT_DAYS = 14;
export const LONGEST_ASK = 500;
const MOST_ANSWERS = 100;
const MOST_TAKES = 500;

const days = v.pipe(
	v.number('The number of days must be a number.'),
	v.integer('The number of days must be a whole number.'),
	v.minValue(1, 'A link lasts at least 1 day.'),
	v.maxValue(LONGEST_GRANT_DAYS, `A link lasts at most ${LONGEST_GRANT_DAYS} days.`)
);

/** The passcode is taken as it is typed, spaces too. */
export const passcode = v.pipe(
	v.string('The passcode must be text.'),
	v.minLength(4, 'The passcode needs at least 4 characters.'),
	v.maxLength(64, 'The passcode can have at most 64 characters.'),
	v.check((value) => !hasControl(value), 'The passcode has a character that cannot be typed.')
);

const dueDay = v.pipe(
	v.string('The day must be text, like 2026-10-07.'),
	v.isoDate('The day must look like 2026-10-07.'),
	v.check((value) => dayOf(value) !== null, 'There is no such day.'),
	v.transform((value) => dayOf(value) ?? new Date(0))
);

/** Noon of a day in UTC, which is the same day nearly everywhere; null when there is no such day (2026-02-30). */
function dayOf(value: string): Date | null {
	if (value < '2000-01-01') return null;
	const noon = new Date(`${value}T12:00:00Z`);
	return Number.isNaN(noon.getTime()) || !noon.toISOString().startsWith(value) ? null : noon;
}

const email = v.pipe(
	text(254, 'The email address'),
	v.email('This is not an email address. It looks like name@example.org.')
);

/** As it is shown, or typed without the hyphen and in small letters. */
export const code = v.pipe(
	text(20, 'The reviewer code'),
	v.transform((value) => value.toUpperCase().replace(/[\s-]/g, '')),
	v.regex(/^[0-9A-Z]{10}$/, 'A reviewer code has 10 letters and figures, like 7KQ2M-X4D9P.')
);

const askFor = text(LONGEST_ASK, 'What they should look at');
const canDownload = v.boolean('Whether the recordings may be downloaded must be yes or no.');

const rubricId = v.pipe(
	v.string('The rubric must be text.'),
	v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'There is no such rubric.'),
	v.maxLength(60, 'There is no such rubric.')
);

/** What a new grant may say; without `answerIds` and `takeIds` it covers every answer that has a take. */
export const NewGrantSchema = v.strictObject({
	reviewerName: requiredText(80, "The reviewer's name"),
	expiresInDays: v.optional(days, DEFAULT_GRANT_DAYS),
	/** Whole answers: every take, later ones too. */
	answerIds: v.optional(
		v.pipe(
			v.array(id, 'The answers must be a list of ids.'),
			v.minLength(1, 'Choose at least one answer.'),
			v.maxLength(MOST_ANSWERS, 'That is more answers than a session has.')
		)
	),
	/** Only these takes of their answers. */
	takeIds: v.optional(
		v.pipe(
			v.array(id, 'The takes must be a list of ids.'),
			v.minLength(1, 'Choose at least one take.'),
			v.maxLength(MOST_TAKES, 'That is more takes than a session has.')
		)
	),
	passcode: v.optional(passcode),
	canDownload: v.optional(canDownload),
	askFor: v.optional(askFor),
	/** The rubric it is reviewed by; left out: the general one. */
	rubricId: v.optional(rubricId),
	dueOn: v.optional(dueDay),
	reviewerCode: v.optional(code),
	/** Where an invitation is sent, when the server can send mail. */
	email: v.optional(email),
	/** False: prepared, and opened to the reviewer later. */
	release: v.optional(v.boolean('Whether it is open at once must be yes or no.'))
});
export type NewGrant = v.InferOutput<typeof NewGrantSchema>;

/** What an owner may change later; what is left out stays. Null takes something away. */
export const GrantChangeSchema = v.strictObject({
	/** From now on. */
	expiresInDays: v.optional(days),
	/** Withdrawn or given again. */
	withdrawn: v.optional(v.boolean('Whether it is withdrawn must be yes or no.')),
	released: v.optional(v.literal(true, 'What was released can only be withdrawn.')),
	passcode: v.optional(v.nullable(passcode)),
	canDownload: v.optional(canDownload),
	askFor: v.optional(askFor),
	dueOn: v.optional(v.nullable(dueDay))
});
export type GrantChange = v.InferOutput<typeof GrantChangeSchema>;

export const PasscodeSchema = v.strictObject({
	// looser than a new one: what is too short is a wrong passcode, not a mistake in the form
	passcode: v.pipe(
		v.string('The passcode must be text.'),
		v.minLength(1, 'Write the passcode.'),
		v.maxLength(64, 'The passcode can have at most 64 characters.')
	)
});
