/** Runs beside the sound card: hands the microphone's samples on in pieces, mixed to one channel. */
import { TAP, TAP_FRAMES } from './meter-words.ts';

declare const registerProcessor: (name: string, processor: new () => unknown) => void;
declare const AudioWorkletProcessor: new () => { port: MessagePort };

class MicrophoneTap extends AudioWorkletProcessor {
	#piece = new Float32Array(TAP_FRAMES);
	#filled = 0;
	#sound: MessagePort | null = null;

	constructor() {
		super();
		this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => (this.#sound = data);
	}

	process([channels = []]: Float32Array[][]): boolean {
		const length = channels[0]?.length ?? 0;
		for (let at = 0; at < length; at++) {
			let sum = 0;
			for (const channel of channels) sum += channel[at] as number;
			this.#piece[this.#filled++] = sum / channels.length;
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
