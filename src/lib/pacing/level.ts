/** How loud the speech and the room are. */
import { FLOOR_DB, type Frames, quantile, toDb } from './frames.ts';
import { runsOf } from './voice-activity.ts';

/** Frames this near to speech are not yet the room. */
const APART = 10;
/** With less of the room than this (300 ms), its quietest moments stand in for it. */
const LEAST_ROOM = 30;
const QUIETEST_PART = 0.05;
/** The level of the room is what this part of its frames lie under: one bang or a switch is not its noise. */
const ROOM_PART = 0.7;
/** A signal-to-noise ratio over this says no more, in dB: the microphone gave digital silence. */
const MOST_SNR_DB = 90;

export interface Levels {
	/** Mean level of the speech in dB below full scale, the noise taken off. */
	speechDb: number;
	noiseDb: number;
	/** Speech over noise, in dB. */
	snrDb: number;
}

export function measureLevels(frames: Frames, speech: Uint8Array): Levels {
	const near = new Uint8Array(speech.length);
	for (const [from, to] of runsOf(speech)) near.fill(1, Math.max(0, from - APART), to + APART);
	const room = frames.power.filter((_, at) => !near[at]);
	const noise =
		room.length >= LEAST_ROOM ? quantile(room, ROOM_PART) : quantile(frames.power, QUIETEST_PART);
	const voice = mean(frames.power.filter((_, at) => speech[at] === 1)) - noise;
	const [speechDb, noiseDb] = [toDb(Math.max(0, voice)), toDb(noise)];
	return { speechDb, noiseDb, snrDb: Math.min(MOST_SNR_DB, speechDb - noiseDb) };
}

/** Level of everything, in dB below full scale. */
export const overallDb = ({ power }: Frames) => (power.length === 0 ? FLOOR_DB : toDb(mean(power)));

function mean(values: Float32Array): number {
	return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
