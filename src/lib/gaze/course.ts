/** The course of a calibration: where to look, when, and what was seen meanwhile. Times in milliseconds, any clock. */
import type { CalibrationStep } from './calibration.ts';
import type { FrameReading } from './landmark.ts';

/** From a new place to the first reading: eyes need about a quarter of a second, and a person reads a word first. */
export const LEAD_MS = 1000;
/** @source design: two looks of two seconds */
export const LOOK_MS = 2000;
/** A slow computer gets this much longer to collect the readings that are needed. */
const OVERTIME_MS = 1500;
/** Readings of a face wanted at each place; ten are the least that a calibration takes, and some will be blinks. */
const WANTED = 14;

export type Stage = 'lead' | 'look' | 'over';
export type Looks = Partial<Record<CalibrationStep, FrameReading[]>>;

export class Course {
	readonly looks: Looks = {};
	#steps: readonly CalibrationStep[];
	#at = 0;
	#since: number;

	/** @param startMs when the first place was shown */
	constructor(steps: readonly CalibrationStep[], startMs: number) {
		this.#steps = steps;
		this.#since = startMs;
	}

	/** Where to look now; null when it is over. */
	get step(): CalibrationStep | null {
		return this.#steps[this.#at] ?? null;
	}

	/** What happens at `nowMs`, and how much of the look is done, 0 to 1. */
	stageAt(nowMs: number): { stage: Stage; done: number } {
		if (!this.step) return { stage: 'over', done: 1 };
		const looked = nowMs - this.#since - LEAD_MS;
		if (looked < 0) return { stage: 'lead', done: 0 };
		return { stage: 'look', done: Math.min(1, looked / LOOK_MS) };
	}

	/** Takes a reading from `atMs` into account; those of the lead are left out. */
	add(reading: FrameReading, atMs: number): void {
		const { step } = this;
		if (!step || this.stageAt(atMs).stage !== 'look') return;
		(this.looks[step] ??= []).push(reading);
	}

	/** Goes on to the next place when this one is done; call it often. */
	advance(nowMs: number): void {
		const { step } = this;
		if (!step) return;
		const looked = nowMs - this.#since - LEAD_MS;
		const enough = (this.looks[step]?.filter(({ face }) => face).length ?? 0) >= WANTED;
		if (looked < LOOK_MS || (!enough && looked < LOOK_MS + OVERTIME_MS)) return;
		this.#at++;
		this.#since = nowMs;
	}
}
