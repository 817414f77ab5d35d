/** Moments in figures, to the hundredth of a second: fine enough to name one picture of a recording. In milliseconds. */

/** `0:15.30`, `1:02:03.04`; rounded down to the hundredth, never below zero. */
export function exactClock(ms: number): string {
	const hundredths = Math.max(0, Math.floor(ms / 10 + 1e-6));
	const seconds = Math.floor(hundredths / 100);
	const hours = Math.floor(seconds / 3600);
	const minutes = Math.floor(seconds / 60) % 60;
	const tail = `${two(seconds % 60)}.${two(hundredths % 100)}`;
	return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** `0:15.30`, or `0:15.30 to 0:18.00` for a stretch. */
export function momentWords(atMs: number, endMs: number | null = null): string {
	return endMs === null ? exactClock(atMs) : `${exactClock(atMs)} to ${exactClock(endMs)}`;
}

/** The same for the ear: `1 minute 15.3 seconds`. */
export function spokenMoment(ms: number): string {
	const hundredths = Math.max(0, Math.floor(ms / 10 + 1e-6));
	const minutes = Math.floor(hundredths / 6000);
	const seconds = (hundredths % 6000) / 100;
	const tail = `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
	if (minutes === 0) return tail;
	return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${tail}`;
}

const two = (value: number) => String(value).padStart(2, '0');
