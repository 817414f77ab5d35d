import { expect, it } from 'vitest';
import { AwayWatch } from './away-watch.ts';
import type { GazeState } from './track.ts';

/** When the sign was shown, in seconds, for a state at each second. */
function shownAt(states: GazeState[]): number[] {
	const watch = new AwayWatch();
	return states.flatMap((state, second) => {
		const shown = watch.see({ atMs: second * 1000, state });
		return shown ? [second] : [];
	});
}
const times = (state: GazeState, count: number) =>
	Array.from({ length: count }, (): GazeState => state);

it('leaves short looks away alone', () => {
	expect(shownAt([...times('screen', 3), 'lens', ...times('away', 3), 'lens'])).toEqual([]);
});

it('shows after four seconds, goes by itself, and lets the person think before it comes again', () => {
	expect(shownAt(times('screen', 30))).toEqual([4, 5, 6, 22, 23, 24]);
});

it('goes at once when the eyes are back', () => {
	expect(shownAt([...times('away', 6), 'lens', 'lens'])).toEqual([4, 5]);
});

it('takes a blink or a lost face for neither', () => {
	expect(shownAt(['away', 'away', 'blink', 'no-face', 'away', 'away'])).toEqual([4, 5]);
	expect(shownAt(times('no-face', 10))).toEqual([]);
});
