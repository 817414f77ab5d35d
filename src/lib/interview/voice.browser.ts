/** Says a text with a voice of this device. */
import { longestSaying, piecesOf } from './voice.ts';

export interface Saying {
	voice: SpeechSynthesisVoice;
	rate: number;
	pitch: number;
	signal?: AbortSignal | undefined;
}

/** `spoken`: to the end. `stopped`: by the signal. `failed`: the device's voice did not speak. */
export type Said = 'spoken' | 'stopped' | 'failed';

/** A voice that has not begun within this time will not; in milliseconds. */
const BEGINS_WITHIN_MS = 3000;

/**
 * Speaks `text`. Always settles and never rejects: engines lose the end of an utterance, so each piece has a longest time.
 */
export async function say(engine: SpeechSynthesis, text: string, saying: Saying): Promise<Said> {
	// what another page or an earlier question left in the queue would be said first
	engine.cancel();
	for (const piece of piecesOf(text)) {
		const said = await sayPiece(engine, piece, saying);
		if (said !== 'spoken') return said;
	}
	return 'spoken';
}

/** Utterances in use: browsers drop the events of one that nothing refers to any more. */
const inUse = new Set<SpeechSynthesisUtterance>();

function sayPiece(engine: SpeechSynthesis, piece: string, saying: Saying): Promise<Said> {
	const { voice, rate, pitch, signal } = saying;
	if (signal?.aborted) return Promise.resolve('stopped');
	const utterance = new SpeechSynthesisUtterance(piece);
	Object.assign(utterance, { voice, lang: voice.lang, rate, pitch });
	inUse.add(utterance);
	return new Promise((settle) => {
		const timers: ReturnType<typeof setTimeout>[] = [];
		const done = (said: Said) => {
			timers.forEach(clearTimeout);
			signal?.removeEventListener('abort', stop);
			inUse.delete(utterance);
			if (said !== 'spoken') engine.cancel();
			settle(said);
		};
		const stop = () => done('stopped');
		let began = false;
		utterance.onstart = () => (began = true);
		utterance.onend = () => done('spoken');
		utterance.onerror = () => done(began ? 'spoken' : 'failed');
		signal?.addEventListener('abort', stop, { once: true });
		timers.push(
			setTimeout(() => !began && !engine.speaking && done('failed'), BEGINS_WITHIN_MS),
			setTimeout(() => done(began ? 'spoken' : 'failed'), longestSaying(piece, rate))
		);
		engine.speak(utterance);
		// Chromium stays paused for every page once one page has paused it
		if (engine.paused) engine.resume();
	});
}

/** Waits; ends early, without an error, when the signal says so. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
	return new Promise((done) => {
		if (signal?.aborted) return done();
		const end = () => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', end);
			done();
		};
		const timer = setTimeout(end, ms);
		signal?.addEventListener('abort', end, { once: true });
	});
}
