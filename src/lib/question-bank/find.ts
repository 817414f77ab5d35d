/** Finding questions by words and filters, fast enough for every keystroke. */
import type { Bank } from './bank.ts';
import type { Question } from './question.ts';
import { inWords, nameKind } from './wording.ts';

/** What a list needs of a question; small, because the whole bank is sent to the page. */
export interface Listed extends Pick<Question, 'id' | 'text' | 'kind' | 'specialties' | 'target'> {
	/** The set it is written in. */
	home: string;
	/** Every set that has it, `home` first. */
	sets: string[];
}

/** What is looked for; an empty string means anything. */
export interface Filters {
	q: string;
	set: string;
	kind: string;
	specialty: string;
}

/** Every question once, in the order of the sets they are written in. */
export function listQuestions(bank: Pick<Bank, 'sets'>): Listed[] {
	const listed = new Map<string, Listed>();
	for (const set of bank.sets) {
		for (const { id, text, kind, specialties, target } of set.questions.slice(0, set.own)) {
			listed.set(id, { id, text, kind, specialties, target, home: set.id, sets: [set.id] });
		}
	}
	for (const set of bank.sets) {
		for (const { id } of set.questions.slice(set.own)) listed.get(id)?.sets.push(set.id);
	}
	return [...listed.values()];
}

/**
 * Makes a finder over `questions`. A question is found when each word of `q` begins a word of it (its text, the title
 * of one of its sets, its kind or specialty) and it fits the other filters; the order stays.
 * @param titles the title of each set by its id
 */
export function makeFinder(questions: readonly Listed[], titles: ReadonlyMap<string, string>) {
	const texts = questions.map(({ text, kind, specialties, sets }) => {
		const around = [nameKind(kind), ...specialties.map(inWords)];
		return fold([text, ...around, ...sets.map((set) => titles.get(set) ?? '')].join(' '));
	});
	return (filters: Filters): Listed[] => {
		const words = fold(filters.q).split(' ').filter(Boolean);
		return questions.filter(
			(question, at) =>
				(!filters.set || question.sets.includes(filters.set)) &&
				(!filters.kind || question.kind === filters.kind) &&
				(!filters.specialty || question.specialties.some((one) => one === filters.specialty)) &&
				words.every((word) => texts[at]?.includes(` ${word}`))
		);
	};
}

/** Small letters without accents, words parted by one space, with a space in front: "U.S. Visa" is " us visa". */
function fold(text: string): string {
	const plain = text
		.normalize('NFD')
		.replace(/[\u0300-\u036f.'’]/g, '')
		.toLowerCase();
	return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()}`;
}
