/** Measures how fast the way to the server is, with a small upload, and learns from every recording that is sent. */
import { refineSpeed } from './upload-speed.ts';

const KEY = 'vivavoce-upload-speed';
/** What was measured longer ago tells little of this place, in milliseconds. */
const FRESH_MS = 30 * 60_000;
/** Sizes of the probes in bytes; the second is sent only over a line that is fast enough to say little about the first. */
const PROBES = [100_000, 400_000];
const FAST_MS = 1500;
/** A line that needs longer than this for a probe is slow enough to know, in milliseconds. */
const PATIENCE_MS = 10_000;

/** What this page measured; a browser that keeps nothing knows no more. */
let kept = '';

/** In bits a second; null when nothing was measured lately. */
export function knownSpeed(): number | null {
	const [speed, at] = read().split(' ').map(Number);
	return speed && at && Math.abs(Date.now() - at) < FRESH_MS ? speed : null;
}

/** A request of a recording: so many bytes took so long (milliseconds). */
export function noteUpload(bytes: number, ms: number): void {
	const speed = refineSpeed(knownSpeed(), { bytes, ms });
	if (speed === null) return;
	kept = `${Math.round(speed)} ${Date.now()}`;
	try {
		localStorage.setItem(KEY, kept);
	} catch {
		// full or refused: no upload may wait for that
	}
}

function read(): string {
	if (kept !== '') return kept;
	try {
		return localStorage.getItem(KEY) ?? '';
	} catch {
		return '';
	}
}

/** Sends some noise to the server, which throws it away; null when it cannot be reached. */
export async function probeSpeed(): Promise<number | null> {
	let speed: number | null = null;
	for (const bytes of PROBES) {
		const from = performance.now();
		try {
			const body = new Blob([noise(bytes)], { type: 'application/octet-stream' });
			const signal = AbortSignal.timeout(PATIENCE_MS);
			const response = await fetch('/api/upload-speed', { method: 'POST', body, signal });
			if (!response.ok) return speed;
		} catch {
			return speed;
		}
		const ms = performance.now() - from;
		speed = refineSpeed(null, { bytes, ms });
		noteUpload(bytes, ms);
		if (ms > FAST_MS) break;
	}
	return speed;
}

/** Something on the way may compress what is the same all over. */
function noise(bytes: number): Uint8Array<ArrayBuffer> {
	const block = crypto.getRandomValues(new Uint8Array(50_000));
	const whole = new Uint8Array(bytes);
	for (let at = 0; at < bytes; at += block.length) whole.set(block.subarray(0, bytes - at), at);
	return whole;
}
