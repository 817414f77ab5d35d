/** How fast a recording is played; the pitch of the voice stays what it is. */

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** The next faster speed, at most the fastest. */
export function faster(speed: number): number {
	return SPEEDS.find((each) => each > speed) ?? 2;
}

/** The next slower speed, at least the slowest. */
export function slower(speed: number): number {
	return SPEEDS.findLast((each) => each < speed) ?? 0.5;
}

/** What was kept, when it is one of the speeds; else 1. */
export function readSpeed(kept: string | null): number {
	return SPEEDS.find((each) => each === Number(kept)) ?? 1;
}

/** `1×`, `1.25×`. */
export const speedWords = (speed: number): string => `${speed}×`;
