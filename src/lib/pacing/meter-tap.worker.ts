/** Runs beside the sound card: hands the microphone's samples on in pieces, mixed to one channel. */
import { TAP, TAP_FRAMES } from './meter-words.ts';
import { Mixer } from './mix.ts';

declare const registerProcessor: (name: string, processor: new () => unknown) => void;
declare const sampleRate: number;
declare const AudioWorkletProcessor: new () => { port: MessagePort };

class MicrophoneTap extends AudioWorkletProcessor {
	readonly #mixer = new Mixer(sampleRate);
	#piece = new Float32Array(TAP_FRAMES);
	#filled = 0;
	#sound: MessagePort | null = null;

	constructor() {
		super();
		this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => (this.#sound = data);
	}

	process([channels = []]: Float32Array[][]): boolean {
		const mixed = this.#mixer.push(channels);
		for (let at = 0; at < mixed.length; at++) {
			this.#piece[this.#filled++] = mixed[at] as number;
			if (this.#filled === TAP_FRAMES) this.#send();
		}
		return true;
	}

	#send(): void {
		this.#sound?.postMessage(this.#piece, [this.#piece.buffer]);
		this.#piece = new Float32Array(TAP_FRAMES);
		this.#filled = 0;
	}
}

registerProcessor(TAP, MicrophoneTap);
