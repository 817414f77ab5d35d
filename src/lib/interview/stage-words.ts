/** What the stage says beside the question: who does what, where one is, what has just happened. */
import { spell } from '../platform/time.ts';
import { isLast } from './allowed.ts';
import type { PlannedQuestion } from './plan.ts';
import type { Cause, Interview, Phase, Trouble } from './state.ts';

const DOING: Record<Phase['name'], string> = {
	waiting: 'Not asked yet',
	asking: 'Speaking',
	ready: 'Waiting',
	preparing: 'Giving you time',
	starting: 'Waiting',
	answering: 'Listening',
	keeping: 'Thank you',
	reflecting: 'Thank you',
	break: 'Thank you',
	paused: 'Waiting',
	interrupted: 'Waiting',
	finished: 'Thank you'
};

/** Is a question or a follow-up being asked right now? */
export function isAsking({ phase }: Interview): boolean {
	return phase.name === 'asking' || (phase.name === 'answering' && phase.askingSinceMs !== null);
}

/** What an interviewer does; the ones of a panel whose turn it is not look on. */
export function doingOf(interview: Interview, isTheirTurn: boolean): string {
	if (isAsking(interview)) return isTheirTurn ? 'Speaking' : 'Looking on';
	return isTheirTurn || interview.phase.name === 'answering' ? DOING[interview.phase.name] : '';
}

/** `Question 2 of 6`, `Station 3 of 8`; with the part of the conversation where there is one. */
export function placeOf(
	{ format, position, questionCount }: Interview,
	part: string | null
): string {
	const what = format.layout === 'stations' ? 'Station' : 'Question';
	return [`${what} ${position + 1} of ${questionCount}`, part].filter(Boolean).join(' · ');
}

/** The follow-up that is asked or answered; null: the question itself. */
export function followUpOf({ phase }: Interview): string | null {
	return 'followUp' in phase ? phase.followUp : null;
}

export function aimOf({ target }: Pick<PlannedQuestion, 'target'>): string {
	return `Aim for ${target.fromS} to ${target.toS} seconds.`;
}

const TITLES: Record<Cause, string> = {
	person: 'Answer kept',
	limit: 'Time is up',
	pause: 'Kept up to the pause',
	camera: 'Kept up to when the camera was lost',
	microphone: 'Kept up to when the microphone was lost',
	recorder: 'Kept up to when the recording stopped',
	asleep: 'Kept up to when the computer fell asleep'
};

/** How an answer ended, as a title. */
export const titleOfRest = (endedBy: Cause): string => TITLES[endedBy];

/** Did the answer end as it should? */
export const endedWell = (endedBy: Cause): boolean => endedBy === 'person' || endedBy === 'limit';

/** What comes after an answer. */
export function whatComes(interview: Interview): string {
	const { phase, format } = interview;
	if (isLast(interview)) return 'That was the last one.';
	const isStations = format.layout === 'stations';
	if ('totalMs' in phase && phase.totalMs !== null) {
		return isStations
			? 'Walk to the next station. It begins by itself.'
			: 'The next question begins by itself.';
	}
	const next = isStations ? 'The next station begins' : 'The next question comes';
	return `Take your time. ${next} when you are ready.`;
}

/** How far an answer ran over its time; null when it did not, by a second at least. */
export function overrunSentence(overrunMs: number): string | null {
	return overrunMs < 1000 ? null : `${spell(overrunMs)} over the time. Nothing was cut off.`;
}

/** The same for the present answer. */
export const overrunWords = ({ overrunMs, position }: Interview): string | null =>
	overrunSentence(overrunMs[position] ?? 0);

/** Something that happened and stops nothing; null when there is nothing to say. */
export function noticeWords({ notice, format, phase }: Interview): string | null {
	if (notice === null) return null;
	const length = notice.forMs === null ? '' : ` for ${spell(notice.forMs)}`;
	switch (notice.name) {
		case 'hidden':
			return phase.name === 'answering'
				? `This page was hidden${length}. The recording and the clock went on.`
				: `This page was hidden${length}. Nothing is lost.`;
		case 'asleep':
			return `The computer was asleep${length}. That time does not count.`;
		case 'clock-changed':
			return 'The time of day on this computer was changed, or the computer was asleep. The interview has a clock of its own, so nothing is lost here.';
		case 'sound-device':
			return 'Headphones or a microphone were connected or removed. Check that you hear and are heard; nothing that was recorded is lost.';
		case 'no-pause':
			return `There is no pause in this format. ${format.noPause ?? ''}`.trim();
	}
}

/** What happened, and what to do, when the devices themselves do not say more. */
export const TROUBLE: Record<Trouble, { title: string; wayOut: string }> = {
	camera: {
		title: 'The camera was lost',
		wayOut: 'Connect it or allow it again, then press "Try again".'
	},
	microphone: {
		title: 'The microphone was lost',
		wayOut: 'Connect it or allow it again, then press "Try again".'
	},
	recorder: {
		title: 'The recording stopped',
		wayOut: 'Press "Try again". If it happens twice, reload this page: you come back to this place.'
	},
	asleep: {
		title: 'The computer was asleep',
		wayOut: 'The time asleep does not count. Press "Try again" to go on.'
	}
};
