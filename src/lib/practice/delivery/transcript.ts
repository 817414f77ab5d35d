/** The words of a take: typed or pasted, plain or with times (WebVTT, SRT). Times in milliseconds from the first frame. */
import * as v from 'valibot';
import { moment } from '../../platform/input.ts';

/** The longest transcript, in bytes of UTF-8: about 8,000 words, an hour of speech. */
export const MOST_BYTES = 50_000;
const MOST_CUES = 3000;
/** Later than any recording; the same limit as `moment` of platform/input. */
const LATEST_MS = 6 * 3600 * 1000;

export interface Segment {
	startMs: number;
	endMs: number;
	text: string;
}

/** Who wrote the words: the person, a recogniser on their device, or one on this server. */
export const TRANSCRIPT_SOURCES = ['typed', 'typed-verbatim', 'browser', 'operator'] as const;
export type TranscriptSource = (typeof TRANSCRIPT_SOURCES)[number];

export interface Transcript {
	/** `typed-verbatim`: the person says that every "um" and "uh" is written. */
	source: TranscriptSource;
	/** The words without times and marks. */
	text: string;
	/** Null where the words have no times. */
	segments: Segment[] | null;
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** What `PUT /api/takes/{id}/transcript` takes; `source` left out means typed or pasted by the person. */
export const NewTranscriptSchema = v.strictObject({
	text: v.pipe(
		v.string('The transcript must be text.'),
		v.check((text) => bytesOf(text) <= MOST_BYTES, 'The transcript can have at most 50 kB.'),
		v.transform((text) => withoutControls(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'))),
		v.check((text) => text.trim().length > 0, 'The transcript is empty; write or paste something.')
	),
	source: v.optional(v.picklist(TRANSCRIPT_SOURCES), 'typed')
});

/** The parts of a STAR-L answer, in their order. */
export const STAR_PARTS = ['situation', 'task', 'action', 'result', 'lesson'] as const;
export type StarPart = (typeof STAR_PARTS)[number];
export const StarTickSchema = v.strictObject({ atMs: moment });

/** A part of a STAR-L answer, and the moment where the person hears it. */
export interface StarTick {
	part: StarPart;
	atMs: number;
}

/**
 * Reads what was typed or pasted; WebVTT, SRT and lines that begin with a clock are told by their
 * times, everything else is plain words.
 * @throws {RangeError} with a sentence that names the line at fault
 */
export function readTranscript(given: string): Pick<Transcript, 'text' | 'segments'> {
	const lines = given.split('\n');
	const isVtt = /^WEBVTT(\s|$)/.test(given);
	const hasCues = isVtt || lines.some((line) => TIMES.test(line) || BRACKETED.test(line));
	const cues = hasCues ? readCues(lines, isVtt) : readClocks(lines);
	if (!cues) return { text: given.trim(), segments: null };
	const segments = cues.sort((a, b) => a.startMs - b.startMs);
	if (segments.length === 0) throw new RangeError('There are no words between the times.');
	if (segments.length > MOST_CUES) {
		throw new RangeError(`There are more than ${MOST_CUES} captions.`);
	}
	return { text: segments.map((segment) => segment.text).join('\n'), segments };
}

/** @source WebVTT (W3C) section 4.1 for times with a point; SRT writes a comma and always hours. */
const TIME = String.raw`(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})`;
const TIMES = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}(?:\s.*)?$`);
/** As whisper prints it: the times in brackets and the words behind them, on one line. */
const BRACKETED = new RegExp(String.raw`^\s*\[\s*${TIME}\s*-->\s*${TIME}\s*\]\s*(.*)$`);
/** As a video page shows it: when a line begins, alone or in front of the words. */
const CLOCK = /^\s*[[(]?((?:\d{1,2}:)?\d{1,2}:[0-5]\d)[\])]?(?:\s*[-–]?\s+(.*))?$/;
/** How long the last line of such a page is taken to last, in milliseconds. */
const LAST_LINE_MS = 4000;

/** Lines that begin with a clock, each until the next one; null where the first line has none, or they go back. */
function readClocks(lines: readonly string[]): Segment[] | null {
	const found: { startMs: number; words: string[] }[] = [];
	for (const line of lines) {
		if (line.trim() === '') continue;
		const [, clock, words] = CLOCK.exec(line) ?? [];
		const last = found.at(-1);
		if (clock === undefined) {
			if (!last) return null;
			last.words.push(line);
			continue;
		}
		const startMs = clock.split(':').reduce((sum, part) => 60 * sum + Number(part), 0) * 1000;
		if (startMs < (last?.startMs ?? 0) || startMs > LATEST_MS) return null;
		found.push({ startMs, words: words ? [words] : [] });
	}
	// one clock alone may be a sentence about the time
	if (found.length < 2) return null;
	const segments = found.map(({ startMs, words }, at) => ({
		startMs,
		endMs: found[at + 1]?.startMs ?? startMs + LAST_LINE_MS,
		text: plainWords(words.join(' '))
	}));
	return segments.filter(({ startMs, endMs, text }) => text !== '' && endMs > startMs);
}

function readCues(lines: readonly string[], isVtt: boolean): Segment[] {
	const segments: Segment[] = [];
	for (let at = 0; at < lines.length; at++) {
		const line = lines[at] ?? '';
		if (isVtt && /^(NOTE|STYLE|REGION)(\s|$)/.test(line)) {
			while (at < lines.length && lines[at]?.trim() !== '') at++;
			continue;
		}
		if (!line.includes('-->')) continue;
		const times = TIMES.exec(line) ?? BRACKETED.exec(line);
		if (!times)
			throw new RangeError(`Line ${at + 1} is not a pair of times like 00:01.500 --> 00:04.000.`);
		const [startMs, endMs] = [toMs(times.slice(1, 5)), toMs(times.slice(5, 9))];
		if (endMs <= startMs) throw new RangeError(`Line ${at + 1} ends before it starts.`);
		if (endMs > LATEST_MS) throw new RangeError(`Line ${at + 1} is later than any recording.`);
		const words = [times[9] ?? ''];
		while (at + 1 < lines.length && goesOn(lines, at + 1)) words.push(lines[++at] ?? '');
		const text = plainWords(words.join(' '));
		if (text) segments.push({ startMs, endMs, text });
	}
	return segments;
}

/** Does the line belong to the words above it? Not when the next times begin, with or without a number before them. */
function goesOn(lines: readonly string[], at: number): boolean {
	const [line = '', next = ''] = [lines[at], lines[at + 1]];
	if (line.trim() === '' || line.includes('-->')) return false;
	return !(/^\s*\d+\s*$/.test(line) && next.includes('-->'));
}

function toMs([hours = '0', minutes = '0', seconds = '0', ms = '0']: (
	string | undefined
)[]): number {
	return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);
}

const ENTITIES: Record<string, string> = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&nbsp;': ' ',
	'&quot;': '"',
	'&lrm;': '',
	'&rlm;': ''
};

function plainWords(cue: string): string {
	return cue
		.replace(/<[^<>]*>/g, '')
		.replace(/\{\\[^{}]*\}/g, '')
		.replace(/&(amp|lt|gt|nbsp|quot|lrm|rlm);/g, (entity) => ENTITIES[entity] ?? entity)
		.replace(/\s+/g, ' ')
		.trim();
}

/**
 * Words with their times as a model heard them, in the order of the times: cleaned of what cannot be stored, without what
 * is empty or after the end of the recording. Null where nothing is left.
 * @param durationMs length of the recording in milliseconds; null when it is not known
 */
export function cleanSegments(
	heard: readonly Segment[] | null,
	durationMs: number | null
): Segment[] | null {
	const end = Math.min(durationMs ?? LATEST_MS, LATEST_MS);
	const segments = (heard ?? [])
		.map(({ startMs, endMs, text }) => ({
			startMs,
			endMs: Math.min(endMs, end),
			text: withoutControls(text.replace(/\s+/g, ' ')).trim()
		}))
		.filter(({ startMs, endMs, text }) => text !== '' && endMs > startMs)
		.sort((a, b) => a.startMs - b.startMs);
	return segments.length > 0 ? segments : null;
}

/** Characters that a database or a page cannot take; the tab and the line feed stay. */
export function withoutControls(text: string): string {
	return [...text]
		.filter((character) => {
			const code = character.codePointAt(0) ?? 0;
			return code === 0x09 || code === 0x0a || (code >= 0x20 && code !== 0x7f);
		})
		.join('')
		.toWellFormed();
}
