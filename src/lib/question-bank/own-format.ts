/** Formats that a person makes: every number theirs, saved by name. */
import * as v from 'valibot';
import { Fault } from '../platform/errors.ts';
import { checkInput, requiredText, text } from '../platform/input.ts';
import { FormatSchema, MOST_INTERVIEWERS, MOST_QUESTIONS_ASKED, type Format } from './format.ts';

/** Most formats of one person. */
export const MOST_FORMATS = 50;

/** Longest name of a format, in characters. */
export const LONGEST_NAME = 60;

/** `name`, or `name 2`, `name 3`... when it is among `taken`, whatever the case; never longer than a name may be. */
export function freeName(name: string, taken: readonly string[]): string {
	const known = new Set(taken.map((each) => each.toLowerCase()));
	for (let number = 1; ; number++) {
		const ending = number === 1 ? '' : ` ${number}`;
		const free = shorten(name, LONGEST_NAME - ending.length).trimEnd() + ending;
		if (!known.has(free.toLowerCase())) return free;
	}
}

/** At most `most` UTF-16 units, as names are counted, with no character cut in half. */
function shorten(name: string, most: number): string {
	let kept = '';
	for (const { segment } of new Intl.Segmenter().segment(name)) {
		if (kept.length + segment.length > most) break;
		kept += segment;
	}
	return kept;
}

/** What a form sends for a yes. */
const YES = 'on';

const wholeBetween = (what: string, unit: string, least: number, most: number) => {
	const message = `${what} must be a whole number${unit} from ${least} to ${most}.`;
	return v.pipe(
		v.string(message),
		v.trim(),
		v.regex(/^\d{1,6}$/, message),
		v.transform(Number),
		v.minValue(least, message),
		v.maxValue(most, message)
	);
};
/** An empty field is `null`: none. */
const wholeOrNone = (what: string, unit: string, least: number, most: number) => {
	const message = `${what} must be a whole number${unit} from ${least} to ${most}, or empty.`;
	return v.pipe(
		v.optional(v.string(message), ''),
		v.trim(),
		v.regex(/^\d{0,6}$/, message),
		v.transform((value) => (value === '' ? null : Number(value))),
		v.check((value) => value === null || (value >= least && value <= most), message)
	);
};
const yes = (what: string) =>
	v.pipe(
		v.optional(v.picklist([YES, ''], `${what} must be on or off.`), ''),
		v.transform((value) => value === YES)
	);

const IN_S = ' of seconds';
const FieldsSchema = v.strictObject({
	title: v.pipe(
		requiredText(LONGEST_NAME, 'The name'),
		v.minLength(3, 'The name needs 3 letters or more.')
	),
	purpose: v.optional(text(300, 'What it is for'), ''),
	questionSet: v.pipe(
		v.string('Choose a question set.'),
		v.regex(/^[a-z0-9-]{1,60}$/, 'Choose a question set.')
	),
	layout: v.picklist(['one', 'panel', 'stations'], 'Choose who asks: one, panel or stations.'),
	interviewers: v.optional(
		wholeBetween('The number of interviewers', '', 1, MOST_INTERVIEWERS),
		'2'
	),
	questions: v.optional(wholeBetween('The number of questions', '', 1, MOST_QUESTIONS_ASKED)),
	followUps: v.optional(wholeBetween('The number of follow-ups', '', 0, 4), '0'),
	preparationS: wholeOrNone('The time to read', IN_S, 1, 600),
	begins: v.optional(v.picklist(['person', 'itself'], 'Choose how an answer begins.'), 'person'),
	answerLimitS: wholeBetween('The time for an answer', IN_S, 1, 1800),
	overrun: v.optional(v.picklist(['stop', 'note'], 'Choose what happens at the limit.'), 'stop'),
	targetFromS: wholeOrNone('The shortest good answer', IN_S, 1, 1800),
	targetToS: wholeOrNone('The longest good answer', IN_S, 1, 1800),
	breakS: wholeOrNone('The break', IN_S, 1, 600),
	totalS: wholeOrNone('The time for the whole conversation', IN_S, 1, 7200),
	takes: wholeOrNone('The number of takes', '', 1, 20),
	spoken: yes('Spoken questions'),
	pause: yes('Pausing'),
	notesWhileAnswering: yes('Notes while answering'),
	playback: yes('Playback'),
	exam: yes('Exam conditions')
});

/** What a person who chose to have no pause is told when they try. */
const NO_PAUSE = 'You made this format without a pause.';
const PURPOSE = 'A format of your own.';

/**
 * The format that the fields of a form say. `base` is the format that the form started from: its parts stay, each with
 * the number of questions in its field `part-0`, `part-1`...; a part with none is left out.
 * @throws {Fault} `bad-input` with the field and a sentence about it
 */
export function readFormatFields(
	fields: Record<string, string>,
	base: Pick<Format, 'parts'>
): Format {
	const { parts, rest } = readParts(fields, base.parts);
	const { targetFromS, targetToS, pause, title, purpose, ...kept } = checkFields(rest);
	if ((targetFromS === null) !== (targetToS === null)) {
		const field = targetFromS === null ? 'targetFromS' : 'targetToS';
		refuse(field, 'Give both the shortest and the longest good answer, or neither.');
	}
	if (targetFromS !== null && targetToS !== null && targetFromS >= targetToS) {
		refuse('targetToS', 'The longest good answer must be longer than the shortest.');
	}
	if (targetFromS !== null && targetFromS > kept.answerLimitS) {
		refuse('targetFromS', 'The shortest good answer must fit into the time for an answer.');
	}
	if (targetToS !== null && kept.overrun === 'stop' && targetToS > kept.answerLimitS) {
		refuse('targetToS', 'The longest good answer must fit into the time for an answer.');
	}
	const asked = parts.reduce((sum, part) => sum + part.questions, 0);
	const questions = base.parts.length > 0 ? asked : kept.questions;
	if (questions === undefined) refuse('questions', 'Say how many questions are asked.');
	if (questions < 1 || questions > MOST_QUESTIONS_ASKED) {
		refuse('part-0', `All parts together must have 1 to ${MOST_QUESTIONS_ASKED} questions.`);
	}
	if (kept.layout === 'panel' && kept.interviewers < 2) {
		refuse('interviewers', 'A panel has 2 or 3 interviewers.');
	}
	return checkInput(FormatSchema, {
		...kept,
		id: 'own',
		order: 1,
		title,
		purpose: purpose.length < 8 ? PURPOSE : purpose,
		questions,
		parts,
		interviewers: kept.layout === 'panel' ? kept.interviewers : 1,
		target: targetFromS === null ? null : { fromS: targetFromS, toS: targetToS },
		noPause: pause ? null : NO_PAUSE
	});
}

/** The fields of a form that stand for a format; what `readFormatFields` reads back. */
export function formatFields(format: Format): Record<string, string> {
	const { id: _id, order: _order, parts, target, noPause, ...kept } = format;
	const fields = Object.entries({
		...kept,
		targetFromS: target?.fromS ?? null,
		targetToS: target?.toS ?? null,
		pause: noPause === null
	}).filter(([name]) => name !== 'questions' || parts.length === 0);
	const counts = parts.map((part, at) => [`part-${at}`, String(part.questions)]);
	return Object.fromEntries([...fields.map(([name, value]) => [name, inField(value)]), ...counts]);
}

function inField(value: string | number | boolean | null): string {
	if (typeof value === 'boolean') return value ? YES : '';
	return value === null ? '' : String(value);
}

function readParts(fields: Record<string, string>, parts: Format['parts']) {
	const isCount = (name: string) => /^part-\d+$/.test(name) && parts.length > Number(name.slice(5));
	const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !isCount(name)));
	const read = parts.map((part, at) => {
		const name = `part-${at}`;
		const what = `The number of questions of "${part.title}"`;
		const number = v.safeParse(wholeBetween(what, '', 0, MOST_QUESTIONS_ASKED), fields[name]);
		if (!number.success) refuse(name, number.issues[0].message);
		return { ...part, questions: number.output };
	});
	return { parts: read.filter(({ questions }) => questions > 0), rest };
}

function checkFields(fields: Record<string, string>): v.InferOutput<typeof FieldsSchema> {
	const result = v.safeParse(FieldsSchema, fields);
	if (result.success) return result.output;
	const issue = result.issues[0];
	const field = v.getDotPath(issue) ?? 'body';
	refuse(
		field,
		issue.expected === 'never' ? `"${field}" is not a field of this form.` : issue.message
	);
}

function refuse(field: string, message: string): never {
	throw new Fault('bad-input', { field, message });
}
