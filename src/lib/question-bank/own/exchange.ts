/** Own questions as files: what is written, and what reading one finds. The columns are explained in the bank's README. */
import * as v from 'valibot';
import { text } from '../../platform/input.ts';
import { likenessKey } from '../find.ts';
import { MOST_QUESTIONS, OwnQuestionSchema, type OwnQuestion } from '../own.ts';

export const FILE_KINDS = ['yaml', 'csv'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Largest file that is read, in characters. */
export const LARGEST_FILE = 200_000;

/** A question that can be kept; `line` counts from 1. `id` says which question it was exported from. */
export interface GoodRow {
	line: number;
	question: OwnQuestion & { id?: string | undefined };
}
export interface BadRow {
	line: number;
	reason: string;
}
/** What a file holds; the title and purpose are null when it doesn't say. */
export interface ReadFile {
	title: string | null;
	purpose: string | null;
	good: GoodRow[];
	bad: BadRow[];
}

const RowSchema = v.strictObject({
	id: v.optional(text(80, 'The id')),
	...OwnQuestionSchema.entries
});

/** Sorts what was read into good and bad, in the order of the lines. */
export function sortRows(
	rows: readonly { line: number; value: unknown; lineOf?: (path: PropertyKey[]) => number }[],
	bad: BadRow[]
): Pick<ReadFile, 'good' | 'bad'> {
	const good: GoodRow[] = [];
	const seen = new Map<string, number>();
	for (const { line, value, lineOf } of rows) {
		const result = v.safeParse(RowSchema, value);
		if (!result.success) {
			const issue = result.issues[0];
			const path = (issue.path ?? []).map((step) => step.key as PropertyKey);
			bad.push({ line: lineOf?.(path) ?? line, reason: explain(issue, path.join('.')) });
			continue;
		}
		const key = likenessKey(result.output.text);
		const before = seen.get(key);
		if (before !== undefined) {
			bad.push({ line, reason: `This is the same question as in line ${before}.` });
		} else if (good.length >= MOST_QUESTIONS) {
			bad.push({ line, reason: `Only ${MOST_QUESTIONS} questions can be kept at once.` });
		} else {
			seen.set(key, line);
			good.push({ line, question: result.output });
		}
	}
	return { good, bad: bad.sort((a, b) => a.line - b.line) };
}

/** One mistake in words. */
function explain(issue: v.BaseIssue<unknown>, path: string): string {
	if (issue.expected === 'never') return `"${path}" is not a field of a question.`;
	if (path === 'text' && issue.received === 'undefined')
		return 'The text of the question is missing.';
	if (path === '') return 'This is not a question.';
	return `${path}: ${issue.message}`;
}
