/** Own questions in the bank's own format. */
import { stringify } from 'yaml';
import { lineOfPath, readLines } from '../parse.ts';
import type { OwnSet } from '../own.ts';
import { sortRows, type BadRow, type ReadFile } from './exchange.ts';

/** A set as a file of the bank; what is empty is left out. */
export function writeYaml(set: OwnSet): string {
	const { id, title, purpose, questions } = set;
	const whole = { id, title, purpose, questions: questions.map(withoutEmpty) };
	return stringify(withoutEmpty(whole), { lineWidth: 0 });
}

function withoutEmpty(value: object): object {
	const isEmpty = (each: unknown) =>
		each === '' || each === null || (Array.isArray(each) && each.length === 0);
	return Object.fromEntries(Object.entries(value).filter(([, each]) => !isEmpty(each)));
}

const SET_FIELDS = ['id', 'title', 'purpose', 'questions'];

/** Reads a set, or a bare list of questions. Never throws: what cannot be kept is in `bad`. */
export function readYaml(text: string): ReadFile {
	const read = readLines(text);
	const { document, lines } = read;
	const nothing = (bad: BadRow[]) => ({ title: null, purpose: null, good: [], bad });
	if (document.errors.length > 0) {
		return nothing(
			document.errors.map(({ pos, message }) => ({
				line: lines.linePos(pos[0]).line,
				reason: `This is not YAML: ${message.split(' at line ')[0] ?? message}`
			}))
		);
	}
	const whole = toPlain(() => document.toJS() as unknown);
	const isSet = whole !== null && typeof whole === 'object' && !Array.isArray(whole);
	const set = (isSet ? whole : { questions: whole }) as Record<string, unknown>;
	const before = isSet ? ['questions'] : [];
	if (!Array.isArray(set['questions'])) {
		return nothing([{ line: 1, reason: 'There is no list of questions in this file.' }]);
	}
	const bad = Object.keys(set)
		.filter((field) => !SET_FIELDS.includes(field))
		.map((field) => ({
			line: lineOfPath(read, [field]),
			reason: `"${field.slice(0, 60)}" is not a field of a set of your own.`
		}));
	const rows = set['questions'].map((value: unknown, at) => ({
		line: lineOfPath(read, [...before, at]),
		value,
		lineOf: (path: PropertyKey[]) => lineOfPath(read, [...before, at, ...path])
	}));
	return {
		title: asText(set['title'], 60),
		purpose: asText(set['purpose'], 300),
		...sortRows(rows, bad)
	};
}

/** Null when the file multiplies itself by aliases more often than any honest file does. */
function toPlain(read: () => unknown): unknown {
	try {
		return read();
	} catch {
		return null;
	}
}

function asText(value: unknown, most: number): string | null {
	return typeof value === 'string' && value.trim() ? value.trim().slice(0, most) : null;
}
