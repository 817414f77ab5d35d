/** The chapters of one take, for the player's menu. */
import type { AskedFollowUp } from '../../interview/standing.ts';
import type { StarTick } from '../delivery/transcript.ts';

/** What is known of the moments of a take; times in milliseconds from its beginning. */
export interface TakeMoments {
	question: string;
	followUps: readonly Pick<AskedFollowUp, 'text' | 'atMs'>[];
	stars: readonly StarTick[];
}

interface Moment {
	atMs: number;
	title: string;
}

/**
 * WebVTT chapters: the question, each follow-up from when it was asked, each part of the STAR checklist from when the
 * person hears it. Each lasts until the next; what lies behind the end is left out.
 */
export function chaptersVtt(
	{ question, followUps, stars }: TakeMoments,
	durationMs: number
): string {
	const moments: Moment[] = [
		{ atMs: 0, title: question },
		...followUps.map(({ text, atMs }) => ({ atMs, title: `Follow-up: ${text}` })),
		...stars.map(({ part, atMs }) => ({ atMs, title: capital(part) }))
	];
	const inTime = moments.filter(({ atMs }) => atMs >= 0 && atMs < Math.max(1, durationMs));
	const starts = [...new Set(inTime.map(({ atMs }) => atMs))].sort((a, b) => a - b);
	const cues = starts.map((startMs, at) => {
		const titles = inTime.filter(({ atMs }) => atMs === startMs).map(({ title }) => title);
		const endMs = starts[at + 1] ?? Math.max(durationMs, startMs + 1);
		return `${at + 1}\n${stamp(startMs)} --> ${stamp(endMs)}\n${escaped(titles.join(' · '))}`;
	});
	return `${['WEBVTT', ...cues].join('\n\n')}\n`;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** @source WebVTT, section 4.1: hours of two digits or more, and milliseconds */
function stamp(ms: number): string {
	const whole = Math.round(ms);
	const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
	const seconds = `${two((whole / 1000) % 60)}.${String(whole % 1000).padStart(3, '0')}`;
	return `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${seconds}`;
}

/** One line, in which nothing is a tag, an entity or the arrow of a time line. */
function escaped(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') || '–';
}
