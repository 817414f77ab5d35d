/**
 * Things that only one page of this browser may do at a time. Web Locks where there are some; elsewhere a note in
 * localStorage that is renewed while the page lives, and is nobody's a few seconds after it died.
 */

/** Renewed this often; no longer believed after `STALE_MS`. Both in milliseconds; a page in the background wakes once a second. */
const RENEW_MS = 1000;
const STALE_MS = 5000;

/** Takes `name` when it is free; resolves with how to let go, or null when another page has it. */
export function holdIfFree(name: string): Promise<(() => void) | null> {
	if (!('locks' in navigator)) return Promise.resolve(leave(name));
	return new Promise((answer, fail) => {
		navigator.locks
			.request(name, { ifAvailable: true }, (lock) =>
				lock ? new Promise<void>((letGo) => answer(letGo)) : answer(null)
			)
			.catch(fail);
	});
}

/** Waits until `name` is free and takes it; resolves with how to let go. @throws when `signal` ends the waiting */
export async function hold(name: string, signal?: AbortSignal): Promise<() => void> {
	if ('locks' in navigator) {
		return new Promise((answer, fail) => {
			navigator.locks
				.request(name, signal ? { signal } : {}, () => new Promise<void>((letGo) => answer(letGo)))
				.catch(fail);
		});
	}
	for (;;) {
		signal?.throwIfAborted();
		const letGo = leave(name);
		if (letGo) return letGo;
		await new Promise((done) => setTimeout(done, RENEW_MS));
	}
}

function leave(name: string): (() => void) | null {
	const key = `hold ${name}`;
	const own = crypto.randomUUID();
	const [, at = '0'] = (readNote(key) ?? '').split(' ');
	if (Math.abs(Date.now() - Number(at)) < STALE_MS) return null;
	const note = () => writeNote(key, `${own} ${Date.now()}`);
	note();
	const timer = setInterval(note, RENEW_MS);
	return () => {
		clearInterval(timer);
		if (readNote(key)?.startsWith(own)) writeNote(key, null);
	};
}

/** A browser that keeps no notes has no other page that could find one: then everything is free. */
function readNote(key: string): string | null {
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
}

function writeNote(key: string, note: string | null): void {
	try {
		if (note === null) localStorage.removeItem(key);
		else localStorage.setItem(key, note);
	} catch {
		// see above
	}
}
