/** A file that somebody wants to import, as it was sent, and what is in it. */
import { Fault } from '$lib/platform/errors';
import type { OwnSet } from '$lib/question-bank/own';
import { readCsv } from '$lib/question-bank/own/csv.server';
import {
	FILE_KINDS,
	LARGEST_FILE,
	type FileKind,
	type ReadFile
} from '$lib/question-bank/own/exchange';
import { readYaml } from '$lib/question-bank/own/yaml';
import { likenessKey } from '$lib/question-bank/find';

/** What the form sends: a file or pasted text, where it goes, and how the new set is called. */
export interface SentFile {
	text: string;
	kind: FileKind;
	/** Id of an own set; empty for a new one. */
	set: string;
	title: string;
}

const FIELDS = ['file', 'text', 'kind', 'set', 'title'];

/** @throws {Fault} `bad-input` naming the field, `too-large`. */
export async function readSentFile(request: Request): Promise<SentFile> {
	const form = await request.formData();
	const unknown = [...form.keys()].find((name) => !FIELDS.includes(name));
	if (unknown !== undefined) throw new Fault('bad-input', { field: unknown.slice(0, 60) });
	const [file, pasted, chosen] = [form.get('file'), form.get('text'), form.get('kind')];
	const isFile = file instanceof File && file.size > 0;
	if (isFile && file.size > LARGEST_FILE * 2) throw tooLarge();
	const text = isFile ? await file.text() : typeof pasted === 'string' ? pasted : '';
	if (text.length > LARGEST_FILE) throw tooLarge();
	if (text.trim() === '') {
		throw new Fault('bad-input', { field: 'file', message: 'Choose a file, or paste its text.' });
	}
	const ending = isFile
		? /\.(csv|ya?ml)$/i.exec(file.name)?.[1]?.toLowerCase().replace('yml', 'yaml')
		: chosen;
	const kind = FILE_KINDS.find((one) => one === ending);
	if (!kind) {
		throw new Fault('bad-input', {
			field: 'file',
			message: 'The file must end in .yaml, .yml or .csv.'
		});
	}
	const field = (name: string) => String(form.get(name) ?? '').trim();
	const name = isFile ? file.name.replace(/\.[^.]*$/, '').replaceAll('-', ' ') : '';
	return {
		text: text.replace(/\r\n?/g, '\n'),
		kind,
		set: field('set'),
		title: (field('title') || name).slice(0, 60)
	};
}

function tooLarge(): Fault {
	const message = `A file can have at most ${LARGEST_FILE / 1000} 000 characters. Split it.`;
	return new Fault('bad-input', { field: 'file', message });
}

/** What is in the file; what `into` has already is bad, unless it replaces the very question it was exported from. */
export function readGiven({ text, kind }: SentFile, into: OwnSet | null): ReadFile {
	const read = kind === 'yaml' ? readYaml(text) : readCsv(text);
	if (!into) return read;
	const ids = new Set(into.questions.map(({ id }) => id));
	const keys = new Map(into.questions.map((one) => [likenessKey(one.text), one.id]));
	const isDouble = ({ question }: ReadFile['good'][number]) => {
		const same = keys.get(likenessKey(question.text));
		return same !== undefined && same !== question.id && !ids.has(question.id ?? '');
	};
	const doubles = read.good.filter(isDouble).map(({ line }) => {
		return { line, reason: `"${into.title}" has this question already.` };
	});
	return {
		...read,
		good: read.good.filter((row) => !isDouble(row)),
		bad: [...read.bad, ...doubles].sort((a, b) => a.line - b.line)
	};
}
