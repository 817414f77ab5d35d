/** A transcript as WebVTT captions. Times in milliseconds from the take's first frame. */
import type { Segment, Transcript } from './transcript.ts';

/** A stretch of speech. */
export interface Spoken {
	startMs: number;
	endMs: number;
}

/** At most this many characters in one caption: two lines of 42, as broadcasters' guides have it. */
const LONGEST_CUE = 84;
/** How long a caption stays when nothing else says so, in milliseconds per character of English speech. */
const MS_PER_CHARACTER = 70;

/**
 * `spoken` (in order) and `durationMs` place words that have no times: they are spread over the speaking time, and a
 * note in the file says that their times are estimates.
 */
export function toWebVtt(
	transcript: Pick<Transcript, 'text' | 'segments'>,
	spoken: readonly Spoken[],
	durationMs: number | null
): string {
	const { segments, text } = transcript;
	const cues = segments ?? spread(splitWords(text), spoken, durationMs);
	const head = segments ? 'WEBVTT' : 'WEBVTT\n\nNOTE Times are estimates: spread over the speech.';
	const body = cues.map(
		(cue) => `${stamp(cue.startMs)} --> ${stamp(cue.endMs)}\n${escape(cue.text)}`
	);
	return `${[head, ...body].join('\n\n')}\n`;
}

/** Sentences first, then pieces that fit on two lines. */
function splitWords(text: string): string[] {
	const sentences = text.replace(/\s+/g, ' ').match(/[^.!?]+[.!?]*["')\]]*\s*|[.!?]+/g) ?? [];
	return sentences.flatMap((sentence) => pieces(sentence.trim())).filter(Boolean);
}

function pieces(sentence: string): string[] {
	const made: string[] = [];
	let piece = '';
	for (const word of sentence.split(' ')) {
		if (piece && piece.length + 1 + word.length > LONGEST_CUE) {
			made.push(piece);
			piece = word;
		} else piece = piece ? `${piece} ${word}` : word;
	}
	return [...made, piece];
}

function spread(
	words: readonly string[],
	spoken: readonly Spoken[],
	durationMs: number | null
): Segment[] {
	const characters = words.reduce((sum, each) => sum + each.length, 0);
	const whole = { startMs: 0, endMs: durationMs ?? characters * MS_PER_CHARACTER };
	const places = spoken.length > 0 ? spoken : [whole];
	const totalMs = places.reduce((sum, place) => sum + place.endMs - place.startMs, 0);
	let done = 0;
	return words.map((text) => {
		const startMs = momentOf((done / characters) * totalMs, places, 'start');
		done += text.length;
		const endMs = momentOf((done / characters) * totalMs, places, 'end');
		return { startMs, endMs: Math.max(endMs, startMs + 1), text };
	});
}

/** The moment after `spokenMs` of speech; at a border the end of the earlier or the start of the later stretch. */
function momentOf(spokenMs: number, places: readonly Spoken[], border: 'start' | 'end'): number {
	let left = spokenMs;
	for (const { startMs, endMs } of places) {
		const length = endMs - startMs;
		if (left < length || (border === 'end' && left <= length + 0.5)) {
			return Math.round(startMs + Math.min(left, length));
		}
		left -= length;
	}
	return places.at(-1)?.endMs ?? 0;
}

function stamp(ms: number): string {
	const two = (value: number) => String(value).padStart(2, '0');
	const whole = Math.max(0, Math.round(ms));
	const minutes = Math.floor(whole / 60_000);
	const seconds = Math.floor((whole % 60_000) / 1000);
	const rest = String(whole % 1000).padStart(3, '0');
	return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds)}.${rest}`;
}

/** `<` and `&` would be read as marks, `-->` as a time line. */
const escape = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\n+/g, ' ');
