/** Keeping two recordings at the same moment. Times in seconds from each recording's first frame. */

/** Nearer than a picture and a half at 30 a second nobody sees a difference. */
const NEAR_S = 0.05;
/** Further apart than this, hurrying takes too long to watch: it jumps. */
const FAR_S = 0.4;
/** How much faster or slower the follower plays to catch up; a voice's pitch is kept, and this little is not heard. */
const HURRY = 0.08;

/** What the follower does now: jumps to a moment, or plays at a speed. */
export type Correction = { seekTo: number } | { rate: number };

/** `endS`: the follower's own end, where it waits while the leader goes on. */
export function keepInStep(
	leaderS: number,
	followerS: number,
	endS: number,
	speed: number
): Correction {
	const target = Math.min(leaderS, endS);
	const behind = target - followerS;
	if (Math.abs(behind) > FAR_S) return { seekTo: target };
	if (Math.abs(behind) <= NEAR_S) return { rate: speed };
	return { rate: speed * (behind > 0 ? 1 + HURRY : 1 - HURRY) };
}
