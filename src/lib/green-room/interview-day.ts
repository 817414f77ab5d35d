/** The day of an interview: a wall time in the program's zone as an instant, how far away it is, and its link. */
import { parseDate, Time, toCalendarDateTime, toZoned } from '@internationalized/date';
import { hasControl } from '../platform/input.ts';
import { findZone } from './zone.ts';

export const LONGEST_PROGRAM = 120;
/** What a link may carry; anything else in it is left alone. */
const FIELDS = ['program', 'date', 'time', 'zone', 'which'] as const;
type Field = (typeof FIELDS)[number];

export interface InterviewDay {
	/** Empty: not named. */
	program: string;
	/** `2026-12-03`. */
	date: string;
	/** `13:30`. */
	time: string;
	/** IANA name. */
	zone: string;
	/** The instant, in milliseconds since 1970. */
	atMs: number;
	/**
	 * `skipped`: the clocks jump over this time on this day, so `atMs` is as long after the jump. `twice`: the hour comes
	 * twice, `atMs` is the one that `which` says.
	 */
	oddity: 'none' | 'skipped' | 'twice';
	/** Which of two; `first` unless the link says otherwise. */
	which: 'first' | 'second';
}

export type ReadDay =
	| { kind: 'none' }
	| { kind: 'day'; day: InterviewDay }
	| { kind: 'wrong'; field: Field; sentence: string; given: Record<Field, string> };

/** What a link says. Nothing in it: `none`. Never throws. */
export function readDay(link: URLSearchParams): ReadDay {
	const given = Object.fromEntries(
		FIELDS.map((field) => [field, link.get(field)?.trim() ?? ''])
	) as Record<Field, string>;
	if (FIELDS.every((field) => !link.has(field))) return { kind: 'none' };
	const wrong = (field: Field, sentence: string): ReadDay => ({
		kind: 'wrong',
		field,
		sentence,
		given
	});
	const twice = FIELDS.find((field) => link.getAll(field).length > 1);
	if (twice) return wrong(twice, `The link says "${twice}" twice.`);
	if (given.program.length > LONGEST_PROGRAM)
		return wrong('program', `The name can have at most ${LONGEST_PROGRAM} characters.`);
	if (hasControl(given.program))
		return wrong('program', 'The name has a character that cannot be shown.');
	if (!isDate(given.date))
		return wrong('date', 'The date must be a real day, written like 2026-12-03.');
	if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(given.time))
		return wrong('time', 'The time must be written like 13:30, from 00:00 to 23:59.');
	const zone = findZone(given.zone);
	if (!zone)
		return wrong(
			'zone',
			'This time zone is not known. Choose one from the list, for example America/New_York.'
		);
	if (!['', 'first', 'second'].includes(given.which))
		return wrong('which', 'The link must say "first" or "second" of two equal hours.');
	const which = given.which === 'second' ? 'second' : 'first';
	const { program, date, time } = given;
	return {
		kind: 'day',
		day: { program, date, time, zone, which, ...instantOf({ date, time, zone, which }) }
	};
}

/** Years that a link may carry: a residency interview is not planned further ahead. */
const YEARS = { from: 2000, to: 2099 };

function isDate(date: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
	try {
		const { year } = parseDate(date);
		return year >= YEARS.from && year <= YEARS.to;
	} catch {
		return false;
	}
}

/** A wall time in a zone as an instant; what the clocks skip or repeat is said, and resolved as RFC 5545 does. */
export function instantOf(wall: {
	date: string;
	time: string;
	zone: string;
	which: 'first' | 'second';
}): Pick<InterviewDay, 'atMs' | 'oddity'> {
	const [hour = 0, minute = 0] = wall.time.split(':').map(Number);
	const at = toCalendarDateTime(parseDate(wall.date), new Time(hour, minute));
	const earlier = toZoned(at, wall.zone, 'earlier').toDate().getTime();
	const later = toZoned(at, wall.zone, 'later').toDate().getTime();
	if (earlier === later) return { atMs: earlier, oddity: 'none' };
	const shown = toZoned(at, wall.zone, 'later');
	if (shown.hour !== hour || shown.minute !== minute) return { atMs: later, oddity: 'skipped' };
	return { atMs: wall.which === 'second' ? later : earlier, oddity: 'twice' };
}

/** The query of the link that carries a day. */
export function linkOf(
	day: Pick<InterviewDay, 'program' | 'date' | 'time' | 'zone'> & { which?: 'first' | 'second' }
): string {
	const { program, date, time, zone, which } = day;
	const link = new URLSearchParams({ ...(program ? { program } : {}), date, time, zone });
	if (which === 'second') link.set('which', which);
	return `?${link.toString()}`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A day of interviews is over after this long; chosen, since no link says how long it takes. Milliseconds. */
const OVER_AFTER_MS = 6 * HOUR_MS;

export interface Countdown {
	phase: 'before' | 'begun' | 'passed';
	days: number;
	hours: number;
	minutes: number;
	seconds: number;
}

/** How long is left, in whole seconds, zeros once it has begun. */
export function countdown(atMs: number, nowMs: number): Countdown {
	const leftS = Math.max(0, Math.ceil((atMs - nowMs) / 1000));
	const phase = leftS > 0 ? 'before' : nowMs - atMs < OVER_AFTER_MS ? 'begun' : 'passed';
	return {
		phase,
		days: Math.floor(leftS / 86_400),
		hours: Math.floor(leftS / 3600) % 24,
		minutes: Math.floor(leftS / 60) % 60,
		seconds: leftS % 60
	};
}

/** Minutes before it begins at which the time left is read out. */
const READ_OUT = [60, 30, 15, 10, 5, 2, 1];

/**
 * What a screen reader hears: the same words until the next moment worth hearing, so that a live region speaks a few times
 * in the last hour and never every second.
 */
export function announcement(atMs: number, nowMs: number): string {
	const leftMs = atMs - nowMs;
	if (leftMs <= 0) return 'The interview has begun.';
	const next = READ_OUT.findLast((minutes) => leftMs <= minutes * MINUTE_MS);
	if (next !== undefined)
		return `Less than ${next === 1 ? 'one minute' : `${next} minutes`} to the interview.`;
	if (leftMs > 2 * DAY_MS) return `${Math.floor(leftMs / DAY_MS)} days to the interview.`;
	const hours = Math.floor(leftMs / HOUR_MS);
	return `More than ${hours === 1 ? 'one hour' : `${hours} hours`} to the interview.`;
}

/** A moment as somebody in `zone` reads it on the calendar and on both kinds of clock. */
export interface LocalMoment {
	/** `Thursday, 3 December 2026`. */
	day: string;
	/** `13:30`. */
	clock: string;
	/** `1:30 pm`. */
	clock12: string;
	/** `Eastern Standard Time`. */
	zoneName: string;
}

export function momentIn(zone: string, atMs: number): LocalMoment {
	const write = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
	const zoneName =
		write({ timeZoneName: 'long' })
			.formatToParts(atMs)
			.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
	return {
		day: write({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(atMs),
		clock: write({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs),
		clock12: write({ hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }).format(atMs),
		zoneName
	};
}

/** Do the clocks of `zone` change between now and then? */
export function clocksChange(zone: string, nowMs: number, atMs: number): boolean {
	return offsetOf(zone, nowMs) !== offsetOf(zone, atMs);
}

function offsetOf(zone: string, atMs: number): string {
	const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
	return parts.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
