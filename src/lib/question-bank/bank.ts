/**
 * The bank as one whole: every set with its questions, those it borrows included, and every format in order.
 */
import type { Format } from './format.ts';
import type { FileFault, Parsed } from './parse.ts';
import { KINDS, SPECIALTIES, type Question, type QuestionSet } from './question.ts';

/** Where a set stands in the overview. */
export type SetFamily = 'subject' | 'ready-made' | 'specialty';

export interface BankSet {
	id: string;
	title: string;
	purpose: string;
	family: SetFamily;
	/** Its own questions, then the borrowed ones, as written. */
	questions: Question[];
	/** How many of `questions` are its own. */
	own: number;
}

export interface Bank {
	/** Subjects in the order of an interview day, ready-made sets, then specialties by name. */
	sets: BankSet[];
	formats: Format[];
	/** The set with this id. */
	set(id: string): BankSet | undefined;
	/** The question with this id, if the set has or borrows it. */
	question(setId: string, questionId: string): Question | undefined;
}

/** A file as read: its name for messages, the id its name promises, and what was in it. */
export interface BankFile<T> {
	file: string;
	id: string;
	parsed: Parsed<T>;
}

/**
 * Joins the files. Never throws: with a fault anywhere there is no bank, only the faults, in the order of the files.
 */
export function assembleBank(
	setFiles: readonly BankFile<QuestionSet>[],
	formatFiles: readonly BankFile<Format>[]
): { bank: Bank; faults: [] } | { bank: null; faults: FileFault[] } {
	const faults: FileFault[] = [];
	const sets = readable(setFiles, faults);
	const formats = readable(formatFiles, faults);
	const byId = new Map<string, Question>();
	for (const { file, value, lineOf } of sets) {
		value.questions.forEach((question, at) => {
			if (byId.has(question.id)) {
				const line = lineOf(['questions', at, 'id']);
				faults.push({ file, line, message: `there is a question "${question.id}" already` });
			}
			byId.set(question.id, question);
		});
	}
	const joined = sets.map(({ file, value, lineOf }) => {
		const borrowed = value.include.flatMap((id, at) => {
			const question = byId.get(id);
			if (question) return [question];
			const message = `include: no set has a question "${id}"`;
			faults.push({ file, line: lineOf(['include', at]), message });
			return [];
		});
		return join(value, borrowed);
	});
	for (const { file, value, lineOf } of formats) {
		if (joined.some((set) => set.id === value.questionSet)) continue;
		const message = `questionSet: there is no set "${value.questionSet}"`;
		faults.push({ file, line: lineOf(['questionSet']), message });
	}
	if (faults.length > 0) return { bank: null, faults };
	return {
		bank: toBank(
			joined,
			formats.map(({ value }) => value)
		),
		faults: []
	};
}

type Read<T> = { file: string; value: T; lineOf: (path: readonly PropertyKey[]) => number };

/** The files that could be read; the others' faults are added, and those of files named otherwise than their id. */
function readable<T extends { id: string }>(
	files: readonly BankFile<T>[],
	faults: FileFault[]
): Read<T>[] {
	return files.flatMap(({ file, id, parsed }) => {
		if (!parsed.ok) {
			faults.push(...parsed.faults);
			return [];
		}
		const { value, lineOf } = parsed;
		if (value.id !== id) {
			const message = `id: is "${value.id}", but the file is named "${id}"`;
			faults.push({ file, line: lineOf(['id']), message });
		}
		return [{ file, value, lineOf }];
	});
}

function join(set: QuestionSet, borrowed: Question[]): BankSet {
	const { id, title, purpose, questions } = set;
	return {
		id,
		title,
		purpose,
		family: familyOf(set),
		questions: [...questions, ...borrowed.filter((one) => !questions.includes(one))],
		own: questions.length
	};
}

function familyOf({ id, questions }: QuestionSet): SetFamily {
	if ((SPECIALTIES as readonly string[]).includes(id)) return 'specialty';
	return questions.length === 0 ? 'ready-made' : 'subject';
}

const FAMILIES: SetFamily[] = ['subject', 'ready-made', 'specialty'];

function toBank(joined: BankSet[], formats: Format[]): Bank {
	const rank = (set: BankSet) => {
		const first = set.questions[0];
		const kind = set.family === 'subject' && first ? KINDS.indexOf(first.kind) : 0;
		return FAMILIES.indexOf(set.family) * KINDS.length + kind;
	};
	const sets = joined.sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title, 'en'));
	const set = (id: string) => sets.find((one) => one.id === id);
	return {
		sets,
		formats: formats.sort((a, b) => a.order - b.order),
		set,
		question: (setId, questionId) => set(setId)?.questions.find(({ id }) => id === questionId)
	};
}
