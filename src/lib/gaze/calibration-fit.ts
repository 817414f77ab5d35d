/** Gain and bias of one axis from looks at places that are known. */

/** The mean estimate while looking at a place, and the place. */
export interface Look {
	estimateDeg: number;
	placeDeg: number;
	frames: number;
}

/** Frames of one look err together (same pose, same face), so more than this many teach nothing new. */
const INDEPENDENT_FRAMES = 6;

/**
 * The most likely gain and bias so that `gain * estimate + bias` is the place. The gain is held near 1 by what is known
 * of people: `spread` is how much it differs from one to the next, `errorDeg` how far one frame errs.
 */
export function fitAxis(
	looks: readonly Look[],
	{ spread, errorDeg }: { spread: number; errorDeg: number }
): { gain: number; bias: number } {
	const weights = looks.map(({ frames }) => Math.min(frames, INDEPENDENT_FRAMES) / errorDeg ** 2);
	const total = sum(weights);
	if (!(total > 0)) return { gain: 1, bias: 0 };
	const weighted = (of: (look: Look) => number) =>
		sum(looks.map((look, at) => (weights[at] ?? 0) * of(look))) / total;
	const estimate = weighted((look) => look.estimateDeg);
	const place = weighted((look) => look.placeDeg);
	const held = 1 / spread ** 2;
	let product = held;
	let square = held;
	looks.forEach((look, at) => {
		const from = look.estimateDeg - estimate;
		product += (weights[at] ?? 0) * from * (look.placeDeg - place);
		square += (weights[at] ?? 0) * from * from;
	});
	const gain = product / square;
	return { gain, bias: place - gain * estimate };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
