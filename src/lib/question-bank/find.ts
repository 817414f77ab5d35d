/** Finding questions by words and filters, fast enough for every keystroke. */
import type { Bank } from './bank.ts';
import type { Question } from './question.ts';
import { inWords, nameKind } from './wording.ts';

/** What a list needs of a question; small, because the whole bank is sent to the page. */
export interface Listed extends Pick<
	Question,
	'id' | 'text' | 'kind' | 'specialties' | 'difficulty' | 'target'
> {
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
	/** 1, 2 or 3. */
	difficulty: string;
	/** `yes` or `no`. */
	practised: string;
	/** `yes`. */
	bookmarked: string;
}

/** Longest search, in characters: longer than any question's key words. */
export const LONGEST_QUERY = 100;

export const NO_FILTERS: Readonly<Filters> = {
	...{ q: '', set: '', kind: '', specialty: '', difficulty: '', practised: '', bookmarked: '' }
};

/** Ids of the questions that a person has practised or bookmarked. */
export interface Marks {
	practised: readonly string[];
	bookmarked: readonly string[];
}

/** Every question once, in the order of the sets they are written in. */
export function listQuestions(bank: Pick<Bank, 'sets'>): Listed[] {
	const listed = new Map<string, Listed>();
	for (const set of bank.sets) {
		for (const question of set.questions.slice(0, set.own)) {
			const { id, text, kind, specialties, difficulty, target } = question;
			const found = { id, text, kind, specialties, difficulty, target };
			listed.set(id, { ...found, home: set.id, sets: [set.id] });
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
 * @returns the finder; given `ranked` (ids, best first) it trusts these instead of looking for the words of `q` itself
 */
export function makeFinder(
	questions: readonly Listed[],
	titles: ReadonlyMap<string, string>,
	marks: Marks = { practised: [], bookmarked: [] }
) {
	const practised = new Set(marks.practised);
	const bookmarked = new Set(marks.bookmarked);
	const byId = new Map(questions.map((question) => [question.id, question]));
	const texts = new Map(questions.map((question) => [question.id, wordsOf(question, titles)]));
	const fits = (question: Listed, filters: Filters) =>
		(!filters.set || question.sets.includes(filters.set)) &&
		(!filters.kind || question.kind === filters.kind) &&
		(!filters.specialty || question.specialties.some((one) => one === filters.specialty)) &&
		(!filters.difficulty || String(question.difficulty) === filters.difficulty) &&
		(!filters.practised || practised.has(question.id) === (filters.practised === 'yes')) &&
		(!filters.bookmarked || bookmarked.has(question.id) === (filters.bookmarked === 'yes'));
	return (filters: Filters, ranked: readonly string[] | null = null): Listed[] => {
		const words = fold(filters.q).split(' ').filter(Boolean);
		const candidates = ranked
			? ranked.flatMap((id) => byId.get(id) ?? [])
			: questions.filter(({ id }) => words.every((word) => texts.get(id)?.includes(` ${word}`)));
		return candidates.filter((question) => fits(question, filters));
	};
}

/** Everything about a listed question that can be searched without its guidance. */
function wordsOf(question: Listed, titles: ReadonlyMap<string, string>): string {
	const around = [nameKind(question.kind), ...question.specialties.map(inWords)];
	const sets = question.sets.map((set) => titles.get(set) ?? '');
	return fold([question.text, ...around, ...sets].join(' '));
}

/** Small letters without accents, words parted by one space, with a space in front: "U.S. Visa" is " us visa". */
export function fold(text: string): string {
	const plain = text
		.normalize('NFD')
		.replace(/[\u0300-\u036f.'’]/g, '')
		.toLowerCase();
	return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()}`;
}

/** The same for two texts that differ only in capitals, accents, spaces and punctuation. */
export function likenessKey(text: string): string {
	return fold(text) || text;
}
