/** Full-text search over the questions and what is taught about them; forgives a misspelt word. */
import MiniSearch from 'minisearch';
import type { Bank } from './bank.ts';
import { fold, listQuestions } from './find.ts';
import { inWords, nameKind } from './wording.ts';

/** What is searched of a question. */
export interface SearchDocument {
	id: string;
	text: string;
	why: string;
	points: string;
	followUps: string;
	/** Titles of its sets, its kind and specialties. */
	around: string;
}

/** Every question once, as the search reads it. */
export function listDocuments(bank: Bank): SearchDocument[] {
	return listQuestions(bank).flatMap(({ id, home, sets }) => {
		const question = bank.question(home, id);
		if (!question) return [];
		const { text, why, strongAnswers, followUps, kind, specialties } = question;
		const titles = sets.map((set) => bank.set(set)?.title ?? '');
		return {
			...{ id, text, why, points: strongAnswers.join(' '), followUps: followUps.join(' ') },
			around: [...titles, nameKind(kind), ...specialties.map(inWords)].join(' ')
		};
	});
}

/** Words that are in nearly every text and tell nothing apart; leaving them out saves a third of the index. */
const COMMON = new Set(
	(
		'a an and are as at be but by do does for from had has have he her his how i if in is it its me my no not of on ' +
		'one or she so that the their them they this to was were what when which who will with would you your'
	).split(' ')
);

/** Gives the ids of what fits `q`, best first; null when `q` has no word that tells questions apart. */
export type Search = (q: string) => string[] | null;

/**
 * A search over `documents`. Every word of a query must be found as it is, as the beginning of a word, or with about
 * one letter in five wrong; when nothing has all of them, what has some of them is found.
 */
export function makeSearch(documents: readonly SearchDocument[]): Search {
	const index = new MiniSearch<SearchDocument>({
		fields: ['text', 'why', 'points', 'followUps', 'around'],
		tokenize: wordsOf,
		processTerm: (term) => term,
		searchOptions: {
			boost: { text: 5, around: 2 },
			prefix: (term) => term.length > 1,
			fuzzy: (term) => (term.length > 3 ? 0.2 : false),
			weights: { fuzzy: 0.3, prefix: 0.6 }
		}
	});
	index.addAll(documents);
	return (q) => {
		if (wordsOf(q).length === 0) return null;
		const all = index.search(q, { combineWith: 'AND' });
		const found = all.length > 0 ? all : index.search(q, { combineWith: 'OR' });
		return found.map(({ id }) => id as string);
	};
}

function wordsOf(text: string): string[] {
	return fold(text)
		.split(' ')
		.filter((word) => word !== '' && !COMMON.has(word));
}
