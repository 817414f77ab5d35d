/**
 * The delivery report of a take in words: where eye contact, pacing and the recording meet. Times in milliseconds.
 */
import type { PacingReport } from '../pacing/report.ts';
import { spell } from '../platform/time.ts';
import type { Delivery } from './delivery/measured.ts';
import { notMeasurable, percent, seconds, type ReportLine } from './delivery/report-line.ts';
import { sayEyeContact, sayPicture } from './delivery/say-gaze.ts';
import {
	sayClipping,
	sayLoudness,
	sayMelody,
	sayPace,
	sayPauses,
	saySound
} from './delivery/say-pace.ts';
import { sayLength, saySpeaking, type Target } from './delivery/say-time.ts';
import { stripsOf } from './delivery/strips.ts';

export interface Reported {
	/** Length of the recording, null while it is not known. */
	durationMs: number | null;
	target: Target;
	delivery: Delivery | null;
}

/** The lines of the report, in the order in which a person can do something about them. */
export function summarise({ durationMs, target, delivery }: Reported): ReportLine[] {
	const strips = delivery && stripsOf(delivery, durationMs);
	return [
		sayLength(durationMs, target),
		...sayHeard(delivery?.pacing ?? null, target),
		...sayEyeContact(delivery?.gaze ?? null, strips?.gaze ?? []),
		...sayPicture(delivery?.framing ?? null)
	];
}

/** `pacing` null: the recording has not been listened to yet. */
function sayHeard(pacing: PacingReport | null, target: Target): ReportLine[] {
	if (!pacing) return [notMeasurable('Speech', 'this recording has not been measured yet.')];
	return [
		...saySpeaking(pacing, target),
		sayPauses(pacing),
		sayPace(pacing),
		sayMelody(pacing),
		saySound(pacing),
		sayLoudness(pacing),
		sayClipping(pacing)
	];
}

/** A take of the same question, as far as it is compared. */
export type Compared = Pick<Delivery, 'gaze' | 'pacing'> & { durationMs: number | null };

export interface ComparedRow {
	name: string;
	/** One for each take, in the order given; "–" where it was not measured. */
	values: string[];
}

/** The same figures of several takes side by side; rows without any value are left out. */
export function compareTakes(takes: readonly Compared[]): ComparedRow[] {
	return FIGURES.map(({ name, of }) => ({
		name,
		values: takes.map((take) => of(take) ?? NOTHING)
	})).filter(({ values }) => values.some((value) => value !== NOTHING));
}

const NOTHING = '–';

const FIGURES: { name: string; of: (take: Compared) => string | null }[] = [
	{ name: 'Length', of: ({ durationMs }) => given(durationMs, spell) },
	{ name: 'Speaking', of: ({ pacing }) => given(pacing?.speechMs, spell) },
	{ name: 'First word after', of: ({ pacing }) => given(pacing?.timeToFirstWordMs, seconds) },
	{ name: 'Pauses of 1 s or more', of: ({ pacing }) => given(pacing?.pausesOver1s, String) },
	{ name: 'Longest pause', of: ({ pacing }) => given(pacing?.longestPauseMs, seconds) },
	{
		name: 'Words a minute (estimate)',
		of: ({ pacing }) =>
			given(pacing?.wordsPerMinute, ({ low, high }) => `${Math.round(low)} to ${Math.round(high)}`)
	},
	{
		name: 'Eye contact while speaking',
		of: ({ gaze }) => given(gaze?.lensShareSpeaking ?? gaze?.lensShare, percent)
	}
];

function given<T>(value: T | null | undefined, say: (value: T) => string): string | null {
	return value === null || value === undefined ? null : say(value);
}

/** The takes of the same question recorded before this one, newest first, at most three. */
export function lastThree<T extends { takeId: string; recordedAt: Date }>(
	takes: readonly T[],
	of: { id: string; recordedAt: Date }
): T[] {
	return takes
		.filter((take) => take.takeId !== of.id && take.recordedAt < of.recordedAt)
		.sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())
		.slice(0, 3);
}
