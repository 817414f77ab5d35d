/** The interviewer's voice as the pages see it: which voices there are, what was chosen, and `speak`. */
import {
	pitchFor,
	readingMs,
	readVoiceChoice,
	usableVoices,
	voiceFor,
	type VoiceChoice
} from './voice.ts';
import { say, wait, type Said } from './voice.browser.ts';

const KEPT_AS = 'vivavoce-voice';
/** How long the browser may take to find its voices. */
const VOICES_WITHIN_MS = 1500;

export interface Speech {
	signal?: AbortSignal;
	/** 0 for the first interviewer of a panel. */
	speaker?: number;
	/** Wait as long as the caption takes to read when nothing is spoken; else `speak` resolves at once. */
	pause?: boolean;
}

export class InterviewerVoice {
	choice = $state<VoiceChoice>({ silent: false, voiceURI: null, rate: 1 });
	voices = $state.raw<SpeechSynthesisVoice[]>([]);
	/** Have the device's voices been looked for? */
	looked = $state(false);
	speaking = $state(false);
	/** The voice was there but did not speak: captions only, from now on. */
	broken = $state(false);
	#engine: SpeechSynthesis | undefined;
	/** Stops what is being said, though whoever asked for it did not. */
	#hush: AbortController | undefined;
	#ready: Promise<void> | undefined;

	/** `engine`: undefined where a browser cannot speak. */
	constructor(engine = typeof speechSynthesis === 'undefined' ? undefined : speechSynthesis) {
		this.#engine = engine;
	}

	/** Will questions be spoken? If not, the captions stand alone. */
	get speaks(): boolean {
		return !this.choice.silent && !this.broken && this.voices.length > 0;
	}

	/** Looks for voices, once; some browsers only have them a moment later. */
	ready(): Promise<void> {
		this.#ready ??= this.#look();
		return this.#ready;
	}

	/** Changes what was chosen, and keeps it on this device. */
	choose(change: Partial<VoiceChoice>): void {
		this.choice = { ...this.choice, ...change };
		this.broken = false;
		if (this.choice.silent) this.#hush?.abort();
		try {
			localStorage.setItem(KEPT_AS, JSON.stringify(this.choice));
		} catch {
			// a device that keeps nothing still speaks as chosen until the page is left
		}
	}

	/**
	 * Says a text, or waits while it is read. Always settles, never rejects.
	 * @returns `silent` when nothing was said, because that was chosen or no voice works
	 */
	async speak(
		text: string,
		{ signal, speaker = 0, pause = false }: Speech = {}
	): Promise<Said | 'silent'> {
		await Promise.race([this.ready(), wait(VOICES_WITHIN_MS, signal)]);
		const said = await this.#say(text, speaker, signal);
		if (said === 'spoken' || said === 'stopped') return said;
		if (pause) await wait(readingMs(text), signal);
		return signal?.aborted ? 'stopped' : 'silent';
	}

	async #say(text: string, speaker: number, signal?: AbortSignal): Promise<Said | 'silent'> {
		const voice = voiceFor(this.voices, this.choice.voiceURI, speaker);
		if (!this.#engine || !this.speaks || !voice) return 'silent';
		this.speaking = true;
		const pitch = pitchFor(this.voices.length, speaker);
		const hush = (this.#hush = new AbortController());
		const stops = AbortSignal.any(signal ? [signal, hush.signal] : [hush.signal]);
		const { rate } = this.choice;
		const said = await say(this.#engine, text, { voice, rate, pitch, signal: stops });
		this.speaking = false;
		if (said === 'failed') this.broken = true;
		// silenced: what is left of it is read
		return said === 'stopped' && !signal?.aborted ? 'silent' : said;
	}

	async #look(): Promise<void> {
		try {
			this.choice = readVoiceChoice(localStorage.getItem(KEPT_AS));
		} catch {
			// storage may be forbidden
		}
		const engine = this.#engine;
		if (!engine) {
			this.looked = true;
			return;
		}
		this.voices = usableVoices(engine.getVoices());
		const come = new Promise<void>((done) => {
			engine.addEventListener('voiceschanged', () => {
				this.voices = usableVoices(engine.getVoices());
				done();
			});
		});
		if (this.voices.length === 0) await Promise.race([come, wait(VOICES_WITHIN_MS)]);
		this.looked = true;
	}
}

/** The one voice of this page. */
export const interviewerVoice = new InterviewerVoice();
