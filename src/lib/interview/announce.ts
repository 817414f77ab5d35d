/** What a screen reader says as the interview goes on; short, because it talks over the person's own thoughts. */
import { spell } from '../platform/time.ts';
import type { Interview, Mark } from './conduct.ts';
import { timeLeft } from './conduct.ts';

/** The sentence for a mark of the clock, or null when there is nothing to say. */
export function announce(mark: Mark, now: Interview): string | null {
	const isReading = now.phase.name === 'preparing';
	const left = timeLeft(now);
	switch (mark) {
		case 'start':
			if (!left) return null;
			return isReading
				? `${spell(left.totalMs)} to read. Then recording starts.`
				: `Recording. You have ${spell(left.totalMs)}.`;
		case 'half':
			return left && `Half of your time is left: ${spell(left.leftMs)}.`;
		case 'last-30':
			return isReading ? '30 seconds to read.' : '30 seconds left.';
		case 'last-10':
			return isReading ? 'Recording starts in 10 seconds.' : '10 seconds left.';
		case 'limit':
			return 'Time is up. Your answer is kept.';
	}
}
