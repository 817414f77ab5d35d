/** Durations in words and figures. All inputs in milliseconds. */

/** `1:05`, `12:00`, `1:02:03`; rounded down to the second, never below zero. */
export function clock(ms: number): string {
	const whole = Math.max(0, Math.floor(ms / 1000));
	const seconds = String(whole % 60).padStart(2, '0');
	const minutes = Math.floor(whole / 60) % 60;
	const hours = Math.floor(whole / 3600);
	return hours > 0
		? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
		: `${minutes}:${seconds}`;
}

/** The moment as ISO 8601 in UTC, as documents and the server take it. */
export function isoTime(msSince1970: number): string {
	return new Date(msSince1970).toISOString();
}

/** `45 s`, `1 min`, `1 min 24 s`; rounded to the second. */
export function spell(ms: number): string {
	const whole = Math.max(0, Math.round(ms / 1000));
	const minutes = Math.floor(whole / 60);
	const seconds = whole % 60;
	if (minutes === 0) return `${seconds} s`;
	return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`;
}
