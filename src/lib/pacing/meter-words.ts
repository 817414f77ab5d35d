/** What the page, the tap on the microphone and the meter's worker say to each other. */
import type { Reading } from './live.ts';
import type { PacingReport } from './report.ts';

/** The name that the tap is registered under. */
export const TAP = 'microphone-tap';
/** Samples in one piece of sound from the tap. */
export const TAP_FRAMES = 2048;

/** To the worker: where the sound comes from and whether a report of all of it is wanted, or that it has ended. */
export type ToMeter = { rateHz: number; sound: MessagePort; isReported: boolean } | 'end';
/** From the worker: a reading, or the report of all that came. */
export type FromMeter = { reading: Reading } | { report: PacingReport };
