/** Collects frames of the check or of a take, and says how the face sits in the picture and what light is on it. */
import { movedTooMuch, type Calibration } from './calibration.ts';
import { judgeFraming, judgeTakeFraming, sayFraming, type FramingReport } from './framing.ts';
import type { FrameReading } from './landmark.ts';
import { LIGHT_WORDS, type LightSample } from './light.ts';

/** Three seconds at ten a second, and of light at two a second: long enough not to flicker, short enough to follow. */
const LIVE_READINGS = 30;
const LIVE_LIGHTS = 6;

export class PictureWatch {
	readonly #most: number;
	readonly #mostLights: number;
	#readings: FrameReading[] = [];
	#lights: LightSample[] = [];

	/** @param keeps `latest`: the last seconds only; `all`: a whole take */
	constructor(keeps: 'latest' | 'all' = 'latest') {
		this.#most = keeps === 'all' ? Infinity : LIVE_READINGS;
		this.#mostLights = keeps === 'all' ? Infinity : LIVE_LIGHTS;
	}

	add(reading: FrameReading, light: LightSample | null): void {
		this.#readings.push(reading);
		if (this.#readings.length > this.#most) this.#readings.shift();
		// the light on two faces says nothing of the light on one
		if (light && reading.faces === 1) this.#lights.push(light);
		if (this.#lights.length > this.#mostLights) this.#lights.shift();
	}

	report(): FramingReport {
		return judgeFraming(this.#readings, this.#lights);
	}

	/** Of a watch that keeps all. @param lookedShare share of the take in which the picture was looked at, 0 to 1 */
	reportTake(lookedShare: number): FramingReport {
		return judgeTakeFraming(this.#readings, this.#lights, lookedShare);
	}

	/** Has no face been seen in any of the last frames? A covered lens looks like this too. */
	seesNobody(): boolean {
		return (
			this.#readings.length >= LIVE_READINGS && this.#readings.every(({ faces }) => faces === 0)
		);
	}

	hasMovedSince(calibration: Calibration): boolean {
		return movedTooMuch(calibration, this.#readings);
	}
}

export interface PictureLine {
	about: 'framing' | 'light';
	good: boolean;
	text: string;
}

/** One line on the framing and, when a face was seen, one on the light. */
export function describePicture(report: FramingReport): PictureLine[] {
	const framing: PictureLine = {
		about: 'framing',
		good: report.verdict === 'good',
		text: sayFraming(report)
	};
	const verdict = report.light?.verdict;
	if (!verdict || report.verdict === null) return [framing];
	return [framing, { about: 'light', good: verdict === 'good', text: LIGHT_WORDS[verdict] }];
}
