/** Own questions as a table for a spreadsheet; the columns are explained in the bank's README. */
import { parse } from 'csv-parse/sync';
import type { OwnSet } from '../own.ts';
import { sortRows, type BadRow, type ReadFile } from './exchange.ts';

const COLUMNS = [
	...['id', 'text', 'kind', 'competencies', 'specialties', 'difficulty', 'fromS', 'toS'],
	...['why', 'strongAnswers', 'pitfalls', 'followUps', 'frame', 'outline']
] as const;
const NAMES = ['competencies', 'specialties'];
const LISTS = ['strongAnswers', 'pitfalls', 'followUps', 'outline'];
const NUMBERS = ['difficulty', 'fromS', 'toS'];

/** A spreadsheet takes a cell that begins so for a formula and runs it. @source OWASP, CSV injection */
const FORMULA = /^'*[=+\-@\t\r]/;

/** A set as CSV (RFC 4180, with a byte order mark, without which Excel spoils every accent). No cell is a formula. */
export function writeCsv(set: OwnSet): string {
	const rows = set.questions.map(({ target, ...question }) => {
		const flat: Record<string, unknown> = { ...question, ...target };
		return COLUMNS.map((column) => {
			const value = flat[column] ?? '';
			if (Array.isArray(value)) return value.join(NAMES.includes(column) ? '; ' : '\n');
			return String(value as string | number);
		});
	});
	return `\uFEFF${[COLUMNS, ...rows].map((row) => row.map(toCell).join(',')).join('\r\n')}\r\n`;
}

function toCell(value: string): string {
	const safe = FORMULA.test(value) ? `'${value}` : value;
	return /[",;\t\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

interface CsvRow {
	record: string[];
	/** The line it ends in. */
	info: { lines: number };
}

/** Reads a table whose first row names the columns. Never throws: what cannot be kept is in `bad`. */
export function readCsv(text: string): ReadFile {
	const bad: BadRow[] = [];
	const [head, ...rows] = parseRows(text, bad);
	const columns = head?.record.map((name) => name.trim()) ?? [];
	const nothing = (reason: string) => ({
		...{ title: null, purpose: null, good: [] },
		bad: [{ line: 1, reason }]
	});
	const unknown = columns.find((name) => !(COLUMNS as readonly string[]).includes(name));
	const twice = columns.find((name, at) => columns.indexOf(name) !== at);
	const known = `The columns are called ${COLUMNS.join(', ')}.`;
	if (unknown !== undefined)
		return nothing(`There is no column "${unknown.slice(0, 60)}". ${known}`);
	if (twice !== undefined) return nothing(`The column "${twice}" is there twice.`);
	if (!columns.includes('text')) return nothing(`There is no column "text". ${known}`);
	const read = rows.flatMap(({ record, info }) => {
		const line = info.lines - record.join('').split('\n').length + 1;
		if (record.length > columns.length) {
			const reason = `There are ${record.length} cells for ${columns.length} columns. Put a text with a comma in quotation marks.`;
			bad.push({ line, reason });
			return [];
		}
		return [{ line, value: toQuestion(columns, record) }];
	});
	return { title: null, purpose: null, ...sortRows(read, bad) };
}

function parseRows(text: string, bad: BadRow[]): CsvRow[] {
	const say = (error: { lines?: number; code?: string }) => {
		const open = error.code === 'CSV_QUOTE_NOT_CLOSED';
		const reason = open
			? 'A quotation mark is opened here and never closed.'
			: 'There is a quotation mark where none can be. Write it twice inside quotation marks.';
		bad.push({ line: error.lines ?? 1, reason });
	};
	try {
		return parse(text, {
			...{ bom: true, info: true, relax_column_count: true, skip_empty_lines: true },
			skip_records_with_error: true,
			skip_records_with_empty_values: true,
			delimiter: delimiterOf(text),
			on_skip: (error) => void (error && say(error as { lines?: number; code?: string }))
		}) as unknown as CsvRow[];
	} catch (caught) {
		say(caught as { lines?: number; code?: string });
		return [];
	}
}

/** Comma, semicolon (spreadsheets in many countries) or tab: whichever the first line has most of. */
function delimiterOf(text: string): string {
	const first = text.split('\n', 1)[0] ?? '';
	const count = (mark: string) => first.split(mark).length;
	return [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

function toQuestion(columns: readonly string[], record: readonly string[]): unknown {
	const question: Record<string, unknown> = {};
	const target: Record<string, unknown> = {};
	columns.forEach((column, at) => {
		const cell = (record[at] ?? '').trim().replace(FORMULA, (start) => start.replace(/^'/, ''));
		if (cell === '') return;
		const place = column === 'fromS' || column === 'toS' ? target : question;
		place[column] = toValue(column, cell);
	});
	return Object.keys(target).length > 0 ? { ...question, target } : question;
}

function toValue(column: string, cell: string): unknown {
	if (NUMBERS.includes(column)) return Number(cell);
	if (NAMES.includes(column)) return split(cell, /[;,\n]/);
	return LISTS.includes(column) ? split(cell, /\r?\n/) : cell;
}

function split(cell: string, at: RegExp): string[] {
	return cell
		.split(at)
		.map((part) => part.trim())
		.filter(Boolean);
}
