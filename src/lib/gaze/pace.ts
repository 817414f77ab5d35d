/** How often a frame is looked at, so that looking never costs a recorded frame. */

/** Frames looked at in a second; 0: measuring has stopped for this take. */
export type Pace = 10 | 5 | 0;

/** A frame that takes longer than this, in milliseconds, slows to 5 a second. @source design: gaze measurements, 720p30 */
export const SLOW_MS = 60;
/**
 * At 5 frames a second, longer than this in milliseconds stops: the worker would be busy for more than three quarters of
 * the time. Chosen, not measured.
 */
export const HOPELESS_MS = 150;
/** Share of the camera's frames that never reached the page, over which the camera itself is short of time. */
export const LOST_SHARE = 0.02;
/** Frames judged together; the first ones of a take come while the recorder starts. */
export const WINDOW = 10;

export interface PaceState {
	pace: Pace;
	/** Latest costs of a frame in milliseconds, at most `WINDOW`. */
	costs: readonly number[];
}

export const FRESH_PACE: PaceState = { pace: 10, costs: [] };

/** After a frame that took `costMs`: the median of the latest ten decides; a pace never rises within a take. */
export function afterFrame(state: PaceState, costMs: number): PaceState {
	const costs = [...state.costs, costMs].slice(-WINDOW);
	if (costs.length < WINDOW) return { ...state, costs };
	const usual = [...costs].sort((a, b) => a - b)[WINDOW / 2] ?? 0;
	const limit = state.pace === 10 ? SLOW_MS : HOPELESS_MS;
	return usual > limit ? slower(state) : { ...state, costs };
}

/** After a second in which the camera delivered `delivered` frames and lost `lost`. */
export function afterSecond(state: PaceState, delivered: number, lost: number): PaceState {
	return lost > LOST_SHARE * (delivered + lost) && lost > 1 ? slower(state) : state;
}

function slower({ pace }: PaceState): PaceState {
	return { pace: pace === 10 ? 5 : 0, costs: [] };
}

/** The shortest time between two looks, in milliseconds; a little under the period, because a camera's frames jitter. */
export function gapMs(pace: Pace): number {
	return pace === 0 ? Infinity : 1000 / pace - 20;
}
