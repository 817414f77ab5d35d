/** What a screen reader says as the interview goes on; short, because it talks over the person's own thoughts. */
import { spell } from '../platform/time.ts';
import { timeLeft } from './clock.ts';
import type { Mark } from './marks.ts';
import type { Interview } from './state.ts';

/** The sentence for a mark of the clock, or null when there is nothing to say. */
export function announce(mark: Mark, now: Interview): string | null {
	const left = timeLeft(now);
	const { name } = now.phase;
	switch (mark) {
		case 'start':
			return left && startOf(now, left.totalMs);
		case 'half':
			return left && `Half of your time is left: ${spell(left.leftMs)}.`;
		case 'last-30':
			return { preparing: '30 seconds to read.' }[name as string] ?? nextIn(now, '30 seconds');
		case 'last-10':
			return (
				{ preparing: 'Recording starts in 10 seconds.' }[name as string] ??
				nextIn(now, '10 seconds')
			);
		case 'limit':
			return 'Time is up. Your answer is kept.';
		case 'limit-follow-up':
			return 'Time is up. A follow-up question comes now.';
		case 'overrun':
			return 'The time for this answer is over. Finish your thought; nothing is cut off.';
		case 'closing':
			return '5 minutes left of the interview.';
		case 'conversation-over':
			return 'The time for the interview is over. Finish your answer; nothing is cut off.';
	}
}

function startOf({ phase }: Interview, totalMs: number): string {
	const time = spell(totalMs);
	if (phase.name === 'preparing') return `${time} to read. Then recording starts.`;
	if (phase.name !== 'answering') return `${time} until the next question begins by itself.`;
	return phase.followUp === null
		? `Recording. You have ${time}.`
		: `Recording goes on. You have ${time} for the follow-up.`;
}

function nextIn({ phase }: Interview, time: string): string {
	return phase.name === 'answering' ? `${time} left.` : `The next question begins in ${time}.`;
}
