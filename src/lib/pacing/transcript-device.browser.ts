/**
 * The browser's own recogniser, and only when it runs on this device: a browser that would send the voice away is not asked.
 * @source WICG, Web Speech API, "processLocally" and "available()"
 */
import type { SpokenWords, TranscriptProvider } from './transcript.ts';

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

/** What a recogniser cannot go on after. @source WICG, Web Speech API, SpeechRecognitionErrorCode */
const FATAL = ['not-allowed', 'service-not-allowed', 'language-not-supported', 'audio-capture'];
/** A recogniser that ends this soon after its start, in milliseconds, */
const AT_ONCE_MS = 500;
/** this often one after the other, will not go on. */
const MOST_AT_ONCE = 5;

/** Somebody who listens. */
export interface Ear {
	/** What was understood. Rejects as `failed` does. */
	stop: () => Promise<SpokenWords[]>;
	cancel: () => void;
	/** Rejects when the recogniser cannot go on; never resolves. */
	failed: Promise<never>;
}

/**
 * Listens to `track` from now on, also after the recogniser has ended by itself, as they do in a long silence. `nowMs`
 * tells the time that words are given, in milliseconds; from the call where it is left out.
 * @throws {Error} when the browser cannot do it on this device; ask `recognisesOnDevice` first
 */
export async function listenOnDevice(track: MediaStreamTrack, nowMs = sinceNow()): Promise<Ear> {
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
	const notes = new Notes(nowMs);
	recogniser.addEventListener('result', (event) => notes.take(event as ResultEvent));
	let isStopping = false;
	let fail: (why: Error) => void = () => undefined;
	const failed = new Promise<never>((_, reject) => (fail = reject));
	failed.catch(() => undefined);
	const ended = new Promise<void>((done) => {
		let startedAt = performance.now();
		let atOnce = 0;
		recogniser.addEventListener('end', () => {
			notes.finish();
			if (isStopping) return done();
			atOnce = performance.now() - startedAt < AT_ONCE_MS ? atOnce + 1 : 0;
			if (atOnce > MOST_AT_ONCE) return fail(new Error('the recogniser ended'));
			startedAt = performance.now();
			try {
				recogniser.start(track);
			} catch {
				fail(new Error('the recogniser could not go on'));
			}
		});
	});
	recogniser.addEventListener('error', (event) => {
		const { error } = event as Event & { error?: string };
		if (!isStopping && error && FATAL.includes(error)) fail(new Error(`the recogniser: ${error}`));
	});
	recogniser.start(track);
	return {
		failed,
		cancel: () => {
			isStopping = true;
			recogniser.abort();
		},
		stop: async () => {
			isStopping = true;
			recogniser.stop();
			await Promise.race([ended, failed]);
			return notes.words;
		}
	};
}

function sinceNow(): () => number {
	const began = performance.now();
	return () => performance.now() - began;
}

/** What was understood so far; the last words may still change. */
class Notes {
	readonly words: SpokenWords[] = [];
	readonly #nowMs: () => number;
	#startMs: number | null = null;
	#unfinished = '';

	constructor(nowMs: () => number) {
		this.#nowMs = nowMs;
	}

	take({ results, resultIndex }: ResultEvent): void {
		this.#unfinished = '';
		for (let at = resultIndex; at < results.length; at++) {
			const text = results[at]?.[0]?.transcript.trim() ?? '';
			if (results[at]?.isFinal) {
				this.#keep(text);
				continue;
			}
			this.#startMs ??= Math.round(this.#nowMs());
			this.#unfinished = `${this.#unfinished} ${text}`.trim();
		}
	}

	/** The recogniser has ended: what it was still thinking about is kept as it is. */
	finish(): void {
		this.#keep(this.#unfinished);
		this.#unfinished = '';
	}

	#keep(text: string): void {
		if (text !== '') {
			const endMs = Math.round(this.#nowMs());
			const beforeMs = this.words.at(-1)?.endMs ?? 0;
			// words that come whole began after those before them
			const startMs = Math.min(this.#startMs ?? beforeMs, Math.max(0, endMs - 1));
			this.words.push({ startMs, endMs: Math.max(endMs, startMs + 1), text });
		}
		this.#startMs = null;
	}
}

/** How often the way through a recording is told, in milliseconds. */
const TOLD_EVERY_MS = 500;

/**
 * The recogniser as a provider: it is played the recording at an address, unheard and as long as it lasts; `onprogress` is
 * told how far it is, from 0 to 1. Rejects when the browser cannot do it on this device or play the recording, or when it
 * was stopped.
 */
export function deviceTranscriber(onprogress: (part: number) => void): TranscriptProvider<string> {
	return {
		source: 'browser',
		verbatim: false,
		async transcribe(address, signal = new AbortController().signal) {
			const segments = await hearOnDevice(address, signal, onprogress);
			const text = segments.map((segment) => segment.text).join(' ');
			return { text, segments: segments.length > 0 ? segments : null };
		}
	};
}

/** Times in milliseconds of the recording. */
async function hearOnDevice(
	address: string,
	signal: AbortSignal,
	onprogress: (part: number) => void
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
		const ear = await listenOnDevice(track, () => placeOf(player));
		try {
			await Promise.race([playToItsEnd(player, signal), ear.failed]);
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

/** Where the player stands, in milliseconds; never past the end. */
const placeOf = ({ currentTime, duration }: HTMLAudioElement) =>
	1000 * (Number.isFinite(duration) ? Math.min(currentTime, duration) : currentTime);

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
