/**
 * A moment in words. The words are English, because the page is; zone and 12- or 24-hour clock are the reader's.
 */

/** Where and how the reader reads the clock. */
export interface Reader {
	/** IANA name, e.g. `Asia/Karachi`. */
	timeZone: string;
	/** 12-hour clock with am and pm. */
	hour12: boolean;
}

/** What the server assumes, because it can't know better. */
export const UNKNOWN_READER: Reader = { timeZone: 'UTC', hour12: false };

/** `7 Oct 2026, 14:02`; the zone is named when it is not certain to be the reader's. */
export function moment(at: Date, reader: Reader, nameZone = false): string {
	return format(at, reader, {
		day: 'numeric',
		month: 'short',
		year: 'numeric',
		hour: 'numeric',
		minute: '2-digit',
		...(nameZone ? { timeZoneName: 'short' } : {})
	});
}

/** `7 Oct 2026`. */
export function day(at: Date, reader: Reader): string {
	return format(at, reader, { day: 'numeric', month: 'short', year: 'numeric' });
}

const STEPS = [
	['minute', 60],
	['hour', 3600],
	['day', 86_400]
] as const;
const WEEK_S = 7 * 86_400;

/** `just now`, `5 minutes ago`, `in 3 hours`, `yesterday`; the day itself when it is more than a week away. */
export function distance(at: Date, now: Date, reader: Reader): string {
	const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
	const apart = Math.abs(seconds);
	if (apart < 45) return 'just now';
	if (apart >= WEEK_S) return day(at, reader);
	const [unit, length] = STEPS.findLast(([, length]) => apart >= length * 0.75) ?? STEPS[0];
	const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
	return words.format(Math.sign(seconds) * Math.max(1, Math.round(apart / length)), unit);
}

function format(at: Date, reader: Reader, parts: Intl.DateTimeFormatOptions): string {
	const { timeZone, hour12 } = reader;
	return new Intl.DateTimeFormat('en-GB', { timeZone, hour12, ...parts }).format(at);
}
