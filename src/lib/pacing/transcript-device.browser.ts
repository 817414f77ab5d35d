/**
 * The browser's own recogniser, and only when it runs on this device: a browser that would send the voice away is not asked.
 * @source WICG, Web Speech API, "processLocally" and "available()"
 */
import type { SpokenWords } from './transcript.ts';

const LANGUAGE = 'en-US';

/** What the types of TypeScript 6.0 do not know yet. */
interface Recogniser extends EventTarget {
	lang: string;
	continuous: boolean;
	interimResults: boolean;
	processLocally: boolean;
	start(track?: MediaStreamTrack): void;
	stop(): void;
	abort(): void;
}
interface RecogniserClass {
	new (): Recogniser;
	available?: (options: { langs: string[]; processLocally: boolean }) => Promise<string>;
}
interface ResultEvent extends Event {
	resultIndex: number;
	results: ArrayLike<{ isFinal: boolean; 0?: { transcript: string } }>;
}

const recogniserClass = () =>
	(globalThis as { SpeechRecognition?: RecogniserClass }).SpeechRecognition;

/** Can this browser turn English into words without sending the voice anywhere? */
export async function recognisesOnDevice(): Promise<boolean> {
	const found = recogniserClass();
	if (!found?.available || !('processLocally' in found.prototype)) return false;
	try {
		const answer = await found.available({ langs: [LANGUAGE], processLocally: true });
		return answer === 'available';
	} catch {
		return false;
	}
}

/**
 * Listens to `track` from now on; `stop` resolves with what was understood, times in milliseconds from the call.
 * @throws {Error} when the browser cannot do it on this device; ask `recognisesOnDevice` first
 */
export async function listenOnDevice(
	track: MediaStreamTrack
): Promise<{ stop: () => Promise<SpokenWords[]>; cancel: () => void }> {
	const found = recogniserClass();
	if (!found || !(await recognisesOnDevice())) {
		throw new Error('this browser has no recogniser that runs on this device');
	}
	const recogniser = new found();
	Object.assign(recogniser, {
		lang: LANGUAGE,
		continuous: true,
		interimResults: true,
		processLocally: true
	});
	const began = performance.now();
	const words: SpokenWords[] = [];
	let startMs = 0;
	recogniser.addEventListener('result', (event) => {
		const { results, resultIndex } = event as ResultEvent;
		for (let at = resultIndex; at < results.length; at++) {
			const nowMs = Math.round(performance.now() - began);
			startMs ||= nowMs;
			const text = results[at]?.[0]?.transcript.trim();
			if (!results[at]?.isFinal || !text) continue;
			words.push({ startMs, endMs: Math.max(nowMs, startMs + 1), text });
			startMs = 0;
		}
	});
	const ended = new Promise<void>((done) => {
		recogniser.addEventListener('end', () => done(), { once: true });
	});
	recogniser.start(track);
	return {
		cancel: () => recogniser.abort(),
		stop: async () => {
			recogniser.stop();
			await ended;
			return words;
		}
	};
}

/** How often the way through a recording is told, in milliseconds. */
const TOLD_EVERY_MS = 500;

/** Whether to go on, and who wants to know how far it is, from 0 to 1. */
export interface Hearing {
	signal: AbortSignal;
	onprogress: (part: number) => void;
}

/**
 * Plays the recording at `address` to the recogniser on this device, unheard and as long as it lasts; times in
 * milliseconds of the recording.
 * @throws {Error} when the browser cannot do it on this device or play the recording, or when it was stopped
 */
export async function hearOnDevice(
	address: string,
	{ signal, onprogress }: Hearing
): Promise<SpokenWords[]> {
	signal.throwIfAborted();
	const context = new AudioContext();
	const player = new Audio(address);
	const timer = setInterval(() => onprogress(partOf(player)), TOLD_EVERY_MS);
	try {
		const unheard = context.createMediaStreamDestination();
		context.createMediaElementSource(player).connect(unheard);
		await context.resume();
		const [track] = unheard.stream.getAudioTracks();
		if (!track) throw new Error('this browser gives no sound to pages');
		const ear = await listenOnDevice(track);
		try {
			await playToItsEnd(player, signal);
		} catch (caught) {
			ear.cancel();
			throw caught;
		}
		return await Promise.race([ear.stop(), whenStopped(signal, ear.cancel)]);
	} finally {
		clearInterval(timer);
		player.pause();
		player.removeAttribute('src');
		void context.close();
	}
}

/** Rejects when the person no longer wants it, also while the recogniser takes its time to end. */
function whenStopped(signal: AbortSignal, cancel: () => void): Promise<never> {
	return new Promise((_, fail) => {
		const stop = () => {
			cancel();
			fail(signal.reason as Error);
		};
		if (signal.aborted) stop();
		else signal.addEventListener('abort', stop, { once: true });
	});
}

const partOf = ({ currentTime, duration }: HTMLAudioElement) =>
	duration > 0 && Number.isFinite(duration) ? Math.min(1, currentTime / duration) : 0;

function playToItsEnd(player: HTMLAudioElement, signal: AbortSignal): Promise<void> {
	return new Promise((done, fail) => {
		if (signal.aborted) {
			fail(signal.reason as Error);
			return;
		}
		player.addEventListener('ended', () => done(), { once: true });
		player.addEventListener('error', () => fail(new Error('the recording cannot be played')), {
			once: true
		});
		signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true });
		player.play().catch(fail);
	});
}
