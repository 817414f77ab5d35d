/**
 * The words of an answer, from whoever may provide them, and what can be counted in them. Nobody's words are guessed by
 * default: a transcript comes from the person, from a recogniser on this device, or from a model that the operator serves.
 */

/** Words with their time, in milliseconds from the first frame. */
export interface SpokenWords {
	startMs: number;
	endMs: number;
	text: string;
}

export interface HeardWords {
	text: string;
	/** Null where the words have no times. */
	segments: SpokenWords[] | null;
}

/** Something that makes words of a recording: of its bytes, or of the address that it can be played from. */
export interface TranscriptProvider<Recording extends Blob | string = Blob> {
	/** As it is stored with the transcript. */
	readonly source: 'browser' | 'operator';
	/** Does it keep "um" and repetitions? Most recognisers leave them out, and then fillers cannot be counted. */
	readonly verbatim: boolean;
	/** @throws {Error} in plain words when there is no transcript to be had */
	transcribe(recording: Recording, signal?: AbortSignal): Promise<HeardWords>;
}

export interface WordCounts {
	words: number;
	/** Over the time from the first to the last word; null without that time. */
	wordsPerMinute: number | null;
	/** Null where they cannot be counted, with the reason in `fillersNotMeasurable`. */
	fillersPerMinute: number | null;
	fillersNotMeasurable?: string;
	/** What was said over and over, most often first. */
	repeated: { phrase: string; times: number }[];
}

/**
 * Sounds of thinking that mean nothing else. "Like" and "so" are words too and are not counted.
 * @source H. H. Clark and J. E. Fox Tree, "Using uh and um in spontaneous speaking", Cognition 84, 2002
 */
const FILLER = /^(?:u+m+|u+h+|u+h+m+|a+h+|e+h+|e+h*m+|e+r+m*|h+m+|m{2,}|eu+h+)$/;
/** In capitals it is the name of something: the ER, EM. */
const CAPITALS = /^\p{Lu}{2,}$/u;
/** Phrases of this many words are looked for. */
const PHRASE_WORDS = [5, 4, 3];
/** A phrase said this often is repeated. */
const OFTEN = 3;
const MOST_PHRASES = 5;
/** Less than this gives no rate, in milliseconds. */
const LEAST_MS = 20_000;
const NO_FILLERS =
	'Only a verbatim transcript keeps sounds like "um". Edit the transcript and say so where it does.';

/** @param spokenMs time from the first to the last word, in milliseconds; null when it is not known */
export function countWords(text: string, spokenMs: number | null, verbatim: boolean): WordCounts {
	const spelt = spellingsOf(text);
	const said = spelt.filter((word) => !isFiller(word)).map((word) => word.toLowerCase());
	const minutes = spokenMs === null || spokenMs < LEAST_MS ? null : spokenMs / 60_000;
	const perMinute = (count: number) =>
		minutes === null ? null : Math.round((10 * count) / minutes) / 10;
	return {
		words: said.length,
		wordsPerMinute: perMinute(said.length),
		fillersPerMinute: verbatim ? perMinute(spelt.length - said.length) : null,
		...(verbatim ? {} : { fillersNotMeasurable: NO_FILLERS }),
		repeated: findRepeated(said)
	};
}

/** Does the text hold a sound of thinking? */
export const hasFillers = (text: string) => spellingsOf(text).some(isFiller);

/** Lower-case words without punctuation; a hyphen joins, an apostrophe stays. */
export const wordsOf = (text: string) => spellingsOf(text).map((word) => word.toLowerCase());

/** The words as they are written. */
function spellingsOf(text: string): string[] {
	return (
		text
			.normalize('NFC')
			.replaceAll('’', "'")
			.match(/[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*/gu) ?? []
	);
}

function isFiller(word: string): boolean {
	return !CAPITALS.test(word) && FILLER.test(word.toLowerCase());
}

/** Longer phrases first, so that a part of one is not told again. */
function findRepeated(words: readonly string[]): WordCounts['repeated'] {
	const found: WordCounts['repeated'] = [];
	for (const length of PHRASE_WORDS) {
		const counts = new Map<string, number>();
		for (let at = 0; at + length <= words.length; at++) {
			const phrase = words.slice(at, at + length).join(' ');
			counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
		}
		for (const [phrase, times] of counts) {
			const told = found.some((one) => ` ${one.phrase} `.includes(` ${phrase} `));
			if (times >= OFTEN && !told) found.push({ phrase, times });
		}
	}
	return found.sort((a, b) => b.times - a.times).slice(0, MOST_PHRASES);
}
