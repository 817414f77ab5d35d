/** A comment being typed, at a moment or over a stretch. Milliseconds from the take's first frame. */

export interface Draft {
	takeId: string;
	atMs: number;
	text: string;
	/** Null or left out for a moment. */
	endMs?: number | null;
}

/** A stretch shorter than this is a moment, in milliseconds. */
const SHORTEST_MS = 200;

/** The end of a stretch that begins at `fromMs`; null when it is no stretch, or would end before it begins. */
export function closeStretch(fromMs: number, toMs: number | null | undefined): number | null {
	if (toMs === null || toMs === undefined) return null;
	return toMs - fromMs >= SHORTEST_MS ? toMs : null;
}
