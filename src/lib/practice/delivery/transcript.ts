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

export interface Transcript {
	source: 'typed' | 'browser' | 'operator';
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
	source: v.optional(v.picklist(['typed', 'browser', 'operator'] as const), 'typed')
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
 * Reads what was typed or pasted; WebVTT and SRT are told by their time lines, everything else is plain words.
 * @throws {RangeError} with a sentence that names the line at fault
 */
export function readTranscript(given: string): Pick<Transcript, 'text' | 'segments'> {
	const lines = given.split('\n');
	const isVtt = /^WEBVTT(\s|$)/.test(given);
	if (!isVtt && !lines.some((line) => TIMES.test(line))) {
		return { text: given.trim(), segments: null };
	}
	const segments = readCues(lines, isVtt).sort((a, b) => a.startMs - b.startMs);
	if (segments.length === 0) throw new RangeError('There are no words between the times.');
	if (segments.length > MOST_CUES) {
		throw new RangeError(`There are more than ${MOST_CUES} captions.`);
	}
	return { text: segments.map((segment) => segment.text).join('\n'), segments };
}

/** @source WebVTT (W3C) section 4.1 for times with a point; SRT writes a comma and always hours. */
const TIME = String.raw`(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})`;
const TIMES = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}(?:\s.*)?$`);

function readCues(lines: readonly string[], isVtt: boolean): Segment[] {
	const segments: Segment[] = [];
	for (let at = 0; at < lines.length; at++) {
		const line = lines[at] ?? '';
		if (isVtt && /^(NOTE|STYLE|REGION)(\s|$)/.test(line)) {
			while (at < lines.length && lines[at]?.trim() !== '') at++;
			continue;
		}
		if (!line.includes('-->')) continue;
		const times = TIMES.exec(line);
		if (!times)
			throw new RangeError(`Line ${at + 1} is not a pair of times like 00:01.500 --> 00:04.000.`);
		const [startMs, endMs] = [toMs(times.slice(1, 5)), toMs(times.slice(5, 9))];
		if (endMs <= startMs) throw new RangeError(`Line ${at + 1} ends before it starts.`);
		if (endMs > LATEST_MS) throw new RangeError(`Line ${at + 1} is later than any recording.`);
		const words: string[] = [];
		while (at + 1 < lines.length && lines[at + 1]?.trim() !== '') words.push(lines[++at] ?? '');
		const text = plainWords(words.join(' '));
		if (text) segments.push({ startMs, endMs, text });
	}
	return segments;
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
