/** How often a frame is looked at, so that looking never costs a recorded frame. */

/** Frames looked at in a second; 0: looking rests. */
export type Pace = 10 | 5 | 0;

/** A frame that takes longer than this, in milliseconds, slows to 5 a second. @source design: gaze measurements, 720p30 */
export const SLOW_MS = 60;
/**
 * At 5 frames a second, longer than this in milliseconds rests: the worker would be busy for more than three quarters of
 * the time. Chosen, not measured.
 */
export const HOPELESS_MS = 150;
/** Share of the camera's frames that never reached the page, over which the camera itself is short of time. */
export const LOST_SHARE = 0.02;
/** Frames judged together; the first ones of a take come while the recorder starts. */
export const WINDOW = 10;
/** Seconds judged together: a single hiccup of the computer is not the fault of looking. */
export const WINDOW_S = 5;
/** The first rest in milliseconds; each one after it is twice as long, so that trying again costs little. Chosen. */
export const FIRST_REST_MS = 10_000;

export interface PaceState {
	pace: Pace;
	/** Latest costs of a frame in milliseconds, at most `WINDOW`. */
	costs: readonly number[];
	/** What the camera delivered and lost in the latest seconds, at most `WINDOW_S`. */
	seconds: readonly { delivered: number; lost: number }[];
	/** How long the next rest lasts, in milliseconds. */
	restMs: number;
}

export const FRESH_PACE: PaceState = { pace: 10, costs: [], seconds: [], restMs: FIRST_REST_MS };

/** After a frame that took `costMs`: the median of the latest ten decides. */
export function afterFrame(state: PaceState, costMs: number): PaceState {
	const costs = [...state.costs, costMs].slice(-WINDOW);
	if (costs.length < WINDOW) return { ...state, costs };
	const usual = [...costs].sort((a, b) => a - b)[WINDOW / 2] ?? 0;
	const limit = state.pace === 10 ? SLOW_MS : HOPELESS_MS;
	return usual > limit ? slower(state) : { ...state, costs };
}

/** After a second in which the camera delivered `delivered` frames and lost `lost`. */
export function afterSecond(state: PaceState, delivered: number, lost: number): PaceState {
	if (state.pace === 0) return state;
	const seconds = [...state.seconds, { delivered, lost }].slice(-WINDOW_S);
	const all = seconds.reduce((sum, each) => sum + each.delivered + each.lost, 0);
	const gone = seconds.reduce((sum, each) => sum + each.lost, 0);
	const isShort = seconds.length === WINDOW_S && gone > LOST_SHARE * all;
	return isShort ? slower(state) : { ...state, seconds };
}

/** After nothing was looked at for `restedMs`: a rest that is over goes on at five a second, never faster. */
export function afterRest(state: PaceState, restedMs: number): PaceState {
	if (state.pace !== 0 || restedMs < state.restMs) return state;
	return { pace: 5, costs: [], seconds: [], restMs: 2 * state.restMs };
}

function slower(state: PaceState): PaceState {
	return { ...state, pace: state.pace === 10 ? 5 : 0, costs: [], seconds: [] };
}

/** The shortest time between two looks, in milliseconds; a little under the period, because a camera's frames jitter. */
export function gapMs(pace: Pace): number {
	return pace === 0 ? Infinity : 1000 / pace - 20;
}
