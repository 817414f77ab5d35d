/** Which voice of the device the interviewer speaks with, and how a question is said piece by piece. */
import * as v from 'valibot';

/** As much of a `SpeechSynthesisVoice` as is needed to choose one. */
export interface DeviceVoice {
	voiceURI: string;
	name: string;
	lang: string;
	localService: boolean;
	default: boolean;
}

/** How fast the interviewer may speak; 1 is the voice's own speed. */
export const RATES = { slowest: 0.7, fastest: 1.3, step: 0.1 } as const;

const VoiceChoiceSchema = v.object({
	silent: v.fallback(v.boolean(), false),
	/** Null: the one the device offers first. */
	voiceURI: v.fallback(v.nullable(v.pipe(v.string(), v.maxLength(300))), null),
	rate: v.fallback(v.pipe(v.number(), v.minValue(RATES.slowest), v.maxValue(RATES.fastest)), 1)
});

/** What the person chose; kept on the device, because another device has other voices. */
export type VoiceChoice = v.InferOutput<typeof VoiceChoiceSchema>;

/** Reads what the device kept; whatever is wrong with it becomes the default. */
export function readVoiceChoice(kept: string | null): VoiceChoice {
	let value: unknown = {};
	try {
		value = JSON.parse(kept ?? '{}');
	} catch {
		// what cannot be read was not written by us
	}
	const result = v.safeParse(VoiceChoiceSchema, value);
	return result.success ? result.output : { silent: false, voiceURI: null, rate: 1 };
}

/**
 * The voices that may speak a question: made on this device, because others send the text away, and English, because the
 * questions are. The device's own default comes first, then by name.
 */
export function usableVoices<V extends DeviceVoice>(all: readonly V[]): V[] {
	const different = new Map(all.map((voice) => [voice.voiceURI, voice]));
	return [...different.values()]
		.filter(({ localService, lang }) => localService && /^en\b/i.test(lang.replace('_', '-')))
		.sort((a, b) => Number(b.default) - Number(a.default) || a.name.localeCompare(b.name, 'en'));
}

/**
 * The voice for an interviewer: the chosen one for the first, others in turn for the rest of a panel.
 * @param speaker 0 for the first interviewer
 */
export function voiceFor<V extends DeviceVoice>(
	usable: readonly V[],
	wanted: string | null,
	speaker = 0
): V | null {
	const first = Math.max(
		0,
		usable.findIndex(({ voiceURI }) => voiceURI === wanted)
	);
	return usable[(first + speaker) % usable.length] ?? null;
}

/** Voices that must be shared by a panel are told apart by pitch. */
const PITCHES = [1, 0.85, 1.15] as const;

/** The pitch for an interviewer when `voices` are not enough to give each one their own. */
export function pitchFor(voices: number, speaker: number): number {
	return speaker < voices ? 1 : (PITCHES[speaker % PITCHES.length] ?? 1);
}

/**
 * The longest piece said in one breath, in characters: some browsers fall silent about 15 s into one utterance, and this
 * is at most 12 s at the slowest rate.
 */
const PIECE = 120;

/** A point after these ends no sentence: "the U.S. and", "Dr. Lee". */
const ABBREVIATED = /(?:^|[\s(.])(?:\p{Lu}|Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e)\.$/u;

/** A text in the pieces it is said in: sentences, long ones cut at commas or else between words. */
export function piecesOf(text: string): string[] {
	const sentences: string[] = [];
	let said = '';
	for (const word of text.split(/\s+/).filter(Boolean)) {
		said = said === '' ? word : `${said} ${word}`;
		if (!/[.!?]["'”’)]*$/.test(said) || ABBREVIATED.test(said)) continue;
		sentences.push(said);
		said = '';
	}
	return [...sentences, said].flatMap(cut).filter((each) => /[\p{L}\p{N}]/u.test(each));
}

function cut(sentence: string): string[] {
	if (sentence.length <= PIECE) return [sentence];
	const start = sentence.slice(0, PIECE);
	const comma = start.lastIndexOf(', ') + 1;
	const space = start.lastIndexOf(' ');
	const at = comma > 0 ? comma : space > 0 ? space : PIECE;
	return [sentence.slice(0, at).trim(), ...cut(sentence.slice(at).trim())];
}

const MS_PER_CHARACTER = 70;

/** After this long a piece is taken as said, whatever the engine reports; in milliseconds. */
export function longestSaying(piece: string, rate: number): number {
	return 3000 + (2 * piece.length * MS_PER_CHARACTER) / rate;
}

/** 150 words a minute: well under the 238 of fluent readers (Brysbaert 2019), for readers in a second language. */
const READ_MS_PER_WORD = 400;

/** How long to wait while a caption is read that nobody speaks; in milliseconds, at least 1.5 s. */
export function readingMs(text: string): number {
	const words = text.split(/\s+/).filter(Boolean).length;
	return Math.max(1500, words * READ_MS_PER_WORD);
}
