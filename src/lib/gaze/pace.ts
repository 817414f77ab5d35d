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
/**
 * The first rest in milliseconds, a little longer than what is judged together; each one after it is twice as long, so that
 * trying again costs little. Chosen.
 */
export const FIRST_REST_MS = 6000;
/** Where a camera loses more than this part of its losses while looking rests, looking is not what costs them. Chosen. */
const BLAMELESS_PART = 0.5;

export interface PaceState {
	pace: Pace;
	/** Latest costs of a frame in milliseconds, at most `WINDOW`. */
	costs: readonly number[];
	/** What the camera delivered and lost in the latest seconds, at most `WINDOW_S`. */
	seconds: readonly { delivered: number; lost: number }[];
	/** How long the next rest lasts, in milliseconds. */
	restMs: number;
	/** Share of the frames that were lost before the rest; null when it was not losses that brought it. */
	lostBefore: number | null;
	/** A rest has shown that the camera loses its frames without anybody looking. */
	isBlameless: boolean;
}

export const FRESH_PACE: PaceState = {
	pace: 10,
	costs: [],
	seconds: [],
	restMs: FIRST_REST_MS,
	lostBefore: null,
	isBlameless: false
};

/** After a frame that took `costMs`: the median of the latest ten decides. */
export function afterFrame(state: PaceState, costMs: number): PaceState {
	const costs = [...state.costs, costMs].slice(-WINDOW);
	if (costs.length < WINDOW) return { ...state, costs };
	const usual = [...costs].sort((a, b) => a - b)[WINDOW / 2] ?? 0;
	const limit = state.pace === 10 ? SLOW_MS : HOPELESS_MS;
	return usual > limit ? slower(state, null) : { ...state, costs };
}

/** After a second in which the camera delivered `delivered` frames and lost `lost`; also while looking rests. */
export function afterSecond(state: PaceState, delivered: number, lost: number): PaceState {
	const seconds = [...state.seconds, { delivered, lost }].slice(-WINDOW_S);
	const isJudged = state.pace !== 0 && !state.isBlameless && seconds.length === WINDOW_S;
	const share = lostShareOf(seconds);
	return isJudged && share > LOST_SHARE ? slower(state, share) : { ...state, seconds };
}

/**
 * After nothing was looked at for `restedMs`: a rest that is over goes on at five a second, never faster. When the camera
 * went on losing frames meanwhile, losses bring no further rest: they would cost the measure and save nothing.
 */
export function afterRest(state: PaceState, restedMs: number): PaceState {
	if (state.pace !== 0 || restedMs < state.restMs) return state;
	const { lostBefore, seconds } = state;
	const isBlameless = lostBefore !== null && lostShareOf(seconds) > BLAMELESS_PART * lostBefore;
	return { ...FRESH_PACE, pace: 5, restMs: 2 * state.restMs, isBlameless };
}

function lostShareOf(seconds: PaceState['seconds']): number {
	const all = seconds.reduce((sum, each) => sum + each.delivered + each.lost, 0);
	return seconds.reduce((sum, each) => sum + each.lost, 0) / Math.max(1, all);
}

function slower(state: PaceState, lostBefore: number | null): PaceState {
	return { ...state, pace: state.pace === 10 ? 5 : 0, costs: [], seconds: [], lostBefore };
}

/** The shortest time between two looks, in milliseconds; a little under the period, because a camera's frames jitter. */
export function gapMs(pace: Pace): number {
	return pace === 0 ? Infinity : 1000 / pace - 20;
}
