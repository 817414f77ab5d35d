/** From samples at 16 kHz to frames of 10 ms, whatever the size of the chunks. */
import { above, bandPass, steeplyAbove, steeplyBelow } from './filter.ts';
import { FrameStore, type Frames } from './frames.ts';
import { PITCH_RATE_HZ, PITCH_SPAN, pitchOf } from './pitch.ts';
import { RATE_HZ } from './resample.ts';

const FRAME = RATE_HZ / 100;
/** Every fourth sample is kept for the pitch. */
const KEEP_EVERY = RATE_HZ / PITCH_RATE_HZ;
const PITCH_FRAME = FRAME / KEEP_EVERY;
/** A pitch is looked for only in frames with at least this power (-75 dB). */
const AUDIBLE = 10 ** -7.5;

export class Features {
	readonly #frames = new FrameStore();
	readonly #whole = above(60, RATE_HZ);
	readonly #voice = steeplyAbove(250, RATE_HZ);
	readonly #vowel = bandPass(300, 2500, RATE_HZ);
	/** A hum of the mains is a pitch too: it is turned down, and a deep voice is known by its overtones. */
	readonly #overHum = above(150, RATE_HZ);
	readonly #low = steeplyBelow(1200, RATE_HZ);
	#sums = [0, 0, 0];
	#inFrame = 0;
	/** The first sample: what the microphone rests at, taken off so that no filter hears it as a bang. */
	#rest = NaN;
	/** The sound for the pitch, from `#lowFrom` on (counted in samples of 4 kHz). */
	#lowSound = new Float32Array(8192);
	#lowFrom = -Math.floor((PITCH_SPAN - PITCH_FRAME) / 2);
	#lowLength = Math.floor((PITCH_SPAN - PITCH_FRAME) / 2);
	#pitched = 0;

	get length(): number {
		return this.#frames.length;
	}

	push(samples: Float32Array): void {
		if (Number.isNaN(this.#rest)) this.#rest = samples[0] ?? NaN;
		for (let at = 0; at < samples.length; at++) this.#take((samples[at] as number) - this.#rest);
		this.#measurePitch(false);
	}

	/** Everything so far; a started frame is left out. */
	end(): Frames {
		this.#measurePitch(true);
		return this.#frames.cut();
	}

	#take(sample: number): void {
		const whole = this.#whole.push(sample);
		const voice = this.#voice.push(sample);
		const vowel = this.#vowel.push(sample);
		const low = this.#low.push(this.#overHum.push(whole));
		const sums = this.#sums as [number, number, number];
		sums[0] += whole * whole;
		sums[1] += voice * voice;
		sums[2] += vowel * vowel;
		if (this.#inFrame % KEEP_EVERY === 0) this.#keepLow(low);
		if (++this.#inFrame < FRAME) return;
		this.#frames.add(sums[0] / FRAME, sums[1] / FRAME, sums[2] / FRAME);
		this.#inFrame = 0;
		sums.fill(0);
	}

	#keepLow(sample: number): void {
		if (this.#lowLength === this.#lowSound.length) this.#measurePitch(false);
		this.#lowSound[this.#lowLength++] = sample;
	}

	/** Measures the frames whose sound is there; at the end silence stands in for what would follow. */
	#measurePitch(atEnd: boolean): void {
		const frames = this.#frames;
		for (; this.#pitched < frames.length; this.#pitched++) {
			const from = this.#placeOf(this.#pitched);
			if (!atEnd && from + PITCH_SPAN > this.#lowLength) break;
			if (atEnd && from + PITCH_SPAN > this.#lowLength) {
				// a copy, so that more sound can still follow
				this.#measureLast();
				break;
			}
			this.#measure(this.#pitched, this.#lowSound, from);
		}
		this.#forget();
	}

	#measureLast(): void {
		const padded = new Float32Array(this.#lowLength + 2 * PITCH_SPAN);
		padded.set(this.#lowSound.subarray(0, this.#lowLength));
		for (let frame = this.#pitched; frame < this.#frames.length; frame++) {
			this.#measure(frame, padded, this.#placeOf(frame));
		}
	}

	#measure(frame: number, sound: Float32Array, from: number): void {
		if ((this.#frames.power[frame] as number) < AUDIBLE) return;
		const { hz, clarity } = pitchOf(sound, from);
		this.#frames.pitchHz[frame] = hz;
		this.#frames.clarity[frame] = clarity;
	}

	/** Where in `#lowSound` the measurement of a frame starts, its middle on the middle of the frame. */
	#placeOf(frame: number): number {
		return frame * PITCH_FRAME - Math.floor((PITCH_SPAN - PITCH_FRAME) / 2) - this.#lowFrom;
	}

	#forget(): void {
		const done = this.#placeOf(this.#pitched);
		if (done <= 0) return;
		this.#lowSound.copyWithin(0, done, this.#lowLength);
		this.#lowLength -= done;
		this.#lowFrom += done;
	}
}
