/** The labelled clip in time order, through calibration and states, with weights that never saw its people. */
import { calibrate } from '../../../src/lib/gaze/calibrate.ts';
import type { GazeModels } from '../../../src/lib/gaze/estimate.ts';
import { glanceAt, settleStates } from '../../../src/lib/gaze/state.ts';
import type { GazeState } from '../../../src/lib/gaze/track.ts';
import { average, type Way } from './held-out.ts';
import type { ClipFrame } from './truth.ts';

const STEP_MS = 100;
/** The head still moves in the first half second of a segment. */
const ARRIVING = 5;
/** Two seconds of the first look at the lens; of the look at the screen half a segment, so that the rest can be judged. */
const LENS_FRAMES = 20;
const LEAST_SCREEN_FRAMES = 11;
/** Lids shut further than this are a blink in truth. */
const SHUT = 0.35;

export interface JudgedFrame {
	frame: ClipFrame;
	state: GazeState;
}

/** Every frame that no calibration used, judged with its own person's calibration. */
export function judgeClip(
	frames: readonly ClipFrame[],
	way: Way,
	models: GazeModels
): JudgedFrame[] {
	const people = [...new Set(frames.map(({ identity }) => identity))].filter((id) => id !== null);
	return people.flatMap((person) => {
		const lens = lookOf(frames, person, 'camera', LENS_FRAMES);
		const half = Math.floor(countOf(frames, person, 'screen-centre') / 2);
		const enough = Math.max(LEAST_SCREEN_FRAMES, half);
		const screen = way === 'lens' ? [] : lookOf(frames, person, 'screen-centre', enough);
		const outcome = calibrate(
			{
				lens: lens.map(({ reading }) => reading),
				...(screen.length > 0 ? { screen: screen.map(({ reading }) => reading) } : {})
			},
			models
		);
		if (!outcome.ok)
			throw new Error(`Calibrating person ${person} was refused: ${outcome.reason}.`);
		const glances = frames.map(({ reading }, at) =>
			glanceAt(reading, at * STEP_MS, outcome.calibration, models)
		);
		const samples = settleStates(glances, outcome.calibration);
		const used = new Set([...lens, ...screen]);
		return frames.flatMap((frame, at) => {
			const mine = frame.identity === person || (frame.identity === null && person === people[0]);
			return mine && !used.has(frame)
				? [{ frame, state: samples[at]?.state ?? 'unavailable' }]
				: [];
		});
	});
}

const isFirst = (frames: readonly ClipFrame[], person: number, state: string) =>
	frames.find((frame) => frame.identity === person && frame.state === state)?.segment;

const segmentOf = (frames: readonly ClipFrame[], person: number, state: string) =>
	frames.filter(({ segment }) => segment === isFirst(frames, person, state));

const countOf = (frames: readonly ClipFrame[], person: number, state: string) =>
	segmentOf(frames, person, state).length;

function lookOf(frames: readonly ClipFrame[], person: number, state: string, most: number) {
	const segment = segmentOf(frames, person, state);
	// short segments are used from their start: gaze jumps at once, only the head arrives late
	const from = segment.length > most + 2 * ARRIVING ? ARRIVING : 0;
	return segment.slice(from, from + most);
}

/** Truth and state of open-eyed frames in which the head has arrived. */
export const openFrames = (judged: readonly JudgedFrame[]) =>
	judged.filter(({ frame }) => !frame.edge && frame.blink <= SHUT && !frame.eyesClosed);

export const isOrdinary = ({ frame }: JudgedFrame) =>
	frame.framing === 'ok' && frame.light === 'ok';

const CLASSES = { lens: ['camera'], screen: ['screen'], away: ['away', 'down'] } as const;

/** Mean of the shares found of looks at the lens, at the screen and away. */
export function balancedAccuracy(judged: readonly JudgedFrame[]): number {
	const one = openFrames(judged).filter(({ frame }) => frame.faces === 1);
	return average(
		Object.entries(CLASSES).map(([state, gazes]) => {
			const frames = one.filter(({ frame }) =>
				(gazes as readonly string[]).includes(frame.gaze ?? '')
			);
			return average(frames.map((judgement) => (judgement.state === state ? 1 : 0)));
		})
	);
}

/** Share of frames without a face, or with several, that are told to be so, in percent. */
export function facesFound(judged: readonly JudgedFrame[]): number {
	const told = judged
		.filter(({ frame }) => !frame.edge && frame.faces !== 1)
		.map(({ frame, state }) => state === (frame.faces === 0 ? 'no-face' : 'several-faces'));
	return 100 * average(told.map(Number));
}

/** Counted less true share of eye contact of one person over open-eyed frames, in points. */
export function shareError(judged: readonly JudgedFrame[], person: number): number {
	const mine = openFrames(judged).filter(
		({ frame }) => frame.identity === person && frame.faces === 1
	);
	const seen = mine.filter(({ state }) => ['lens', 'screen', 'away'].includes(state));
	const counted = average(seen.map(({ state }) => Number(state === 'lens')));
	const truth = average(seen.map(({ frame }) => Number(frame.gaze === 'camera')));
	return 100 * Math.abs(counted - truth);
}

/** The clip's frames whose head has arrived: what they are, by what they were told to be. */
export function drawConfusion(judged: readonly JudgedFrame[]): string {
	const settled = judged.filter(({ frame }) => !frame.edge);
	const states = [...new Set(settled.map(({ state }) => state))].sort();
	const truths = [...new Set(settled.map(({ frame }) => frame.state))];
	const lines = truths.map((truth) => {
		const of = settled.filter(({ frame }) => frame.state === truth);
		const counts = states.map((state) => of.filter((one) => one.state === state).length);
		return [truth, ...counts.map((count) => String(count || ''))];
	});
	const table = [['truth', ...states], ...lines];
	const width = Math.max(...table.map(([name]) => name?.length ?? 0));
	return table
		.map(([name, ...cells]) =>
			[name?.padEnd(width), ...cells.map((cell, at) => cell.padStart(states[at]?.length ?? 0))]
				.join('  ')
				.trimEnd()
		)
		.join('\n');
}
