import { describe, expect, it } from 'vitest';
import { completeFormat, type Format } from '../question-bank/format.ts';
import { canGoBack, canMoveOn, canRecordAgain, isLast } from './allowed.ts';
import { timeLeft, urgencyOf } from './clock.ts';
import { beginInterview } from './begin.ts';
import { conduct } from './conduct.ts';
import { marksPassed } from './marks.ts';
import type { Interview, Timed } from './state.ts';

const ONE_WAY: Format = completeFormat({
	id: 'one-way',
	title: 'One-way interview',
	purpose: 'For the tests.',
	order: 1,
	questions: 3,
	questionSet: 'openers',
	preparationS: 30,
	answerLimitS: 180,
	target: null,
	takes: 1,
	playback: false
});
const DRILL: Format = { ...ONE_WAY, id: 'drill', preparationS: null, takes: null, questions: 1 };

/** Plays events `[atMs, type]`, with ticks every 100 ms between them as the page does. */
function play(start: Interview, ...events: [number, Timed['type'], Timed?][]): Interview {
	let interview = start;
	for (const [atMs, type, whole] of events) {
		while (interview.nowMs + 100 < atMs) {
			interview = conduct(interview, { type: 'tick', atMs: interview.nowMs + 100 });
		}
		interview = conduct(interview, whole ?? ({ type, atMs } as Timed));
	}
	return interview;
}
const trouble = (
	atMs: number,
	cause: 'camera' | 'microphone' | 'recorder'
): [number, 'trouble', Timed] => [atMs, 'trouble', { type: 'trouble', cause, atMs }];
/** Both as they are when the question has been spoken. */
const oneWay = () =>
	play(beginInterview({ format: ONE_WAY, takes: [0, 0, 0], position: 0 }, 0), [0, 'asked']);
const drill = () =>
	play(beginInterview({ format: DRILL, takes: [0], position: 0 }, 0), [0, 'asked']);

describe('the plain course of an interview', () => {
	it('reads, answers, rests and goes on to the end', () => {
		let now = oneWay();
		expect(now.phase.name).toBe('preparing');
		now = play(now, [5_000, 'start-answer'], [5_300, 'recording']);
		expect(now.phase).toMatchObject({ name: 'answering', sinceMs: 5_300, replySinceMs: 5_300 });
		now = play(now, [65_300, 'finish-answer']);
		expect(now.phase).toMatchObject({ name: 'keeping', recordedMs: 60_000, endedBy: 'person' });
		now = play(now, [65_400, 'kept']);
		expect(now.phase.name).toBe('reflecting');
		expect(now.takes).toEqual([1, 0, 0]);
		now = play(now, [66_000, 'reflected']);
		expect(now.phase.name).toBe('break');
		now = play(now, [70_000, 'next']);
		expect([now.position, now.phase.name]).toEqual([1, 'asking']);
		now = play(now, [73_000, 'asked']);
		expect(now.phase).toEqual({ name: 'preparing', sinceMs: 73_000 });
	});

	it('starts the answer by itself when the reading time is over', () => {
		const now = play(oneWay(), [30_000, 'tick']);
		expect(now.phase.name).toBe('starting');
	});

	it('lets the answer clock begin when the recorder runs, not when the button is pressed', () => {
		const now = play(drill(), [1_000, 'start-answer'], [3_000, 'recording'], [4_000, 'tick']);
		expect(timeLeft(now)?.leftMs).toBe(179_000);
	});

	it('stops and keeps an answer at the limit', () => {
		let now = play(drill(), [0, 'start-answer'], [0, 'recording'], [180_000, 'tick']);
		expect(now.phase).toMatchObject({ name: 'keeping', recordedMs: 180_000, endedBy: 'limit' });
		now = play(now, [180_200, 'kept']);
		expect(now.phase).toMatchObject({
			name: 'reflecting',
			recordedMs: 180_000,
			endedBy: 'limit'
		});
	});

	it('does not move on while a recording runs or is being written', () => {
		const answering = play(drill(), [0, 'start-answer'], [0, 'recording']);
		expect(play(answering, [1_000, 'next']).phase.name).toBe('answering');
		expect(play(answering, [1_000, 'finish-answer'], [1_010, 'finish']).phase.name).toBe('keeping');
	});

	it('finishes after the last question', () => {
		const now = play(
			drill(),
			[0, 'start-answer'],
			[0, 'recording'],
			[9, 'finish-answer'],
			[9, 'kept'],
			[9, 'next']
		);
		expect(now.phase.name).toBe('finished');
	});
});

describe('what was answered or left already', () => {
	const answer = (start: Interview, atMs: number) =>
		play(
			start,
			[atMs, 'start-answer'],
			[atMs, 'recording'],
			[atMs + 900, 'finish-answer'],
			[atMs + 950, 'kept']
		);

	it('is not asked again after a reopen: of six questions only the two open ones are', () => {
		const takes = [1, 0, 1, 1, 0, 1];
		let now = answer(beginInterview({ format: ONE_WAY, takes, position: 1 }, 0), 100);
		expect(isLast(now)).toBe(false);
		now = play(now, [2_000, 'next']);
		expect([now.position, now.phase.name]).toEqual([4, 'asking']);
		now = answer(now, 3_000);
		expect(isLast(now)).toBe(true);
		expect(play(now, [5_000, 'next']).phase.name).toBe('finished');
	});

	it('is not asked again when the server did not hear that it was left', () => {
		const now = beginInterview({ format: ONE_WAY, takes: [1, 1, 0], position: 0 }, 0);
		expect(play(now, [100, 'next']).position).toBe(2);
	});

	it('is not asked again when it was left without an answer', () => {
		const given = { format: ONE_WAY, takes: [0, 0, 0], position: 2, left: [0, 1] };
		expect(play(answer(beginInterview(given, 0), 100), [2_000, 'next']).phase.name).toBe(
			'finished'
		);
	});

	it('what another person passed over is asked at the end, when they are gone', () => {
		const peer = beginInterview({ format: ONE_WAY, takes: [0, 0, 0], position: 0, peer: true }, 0);
		const ask: Timed = { type: 'ask', position: 2, atMs: 50 };
		let now = answer(play(peer, [50, 'ask', ask]), 100);
		now = play(now, [2_000, 'peer-left'], [2_100, 'next']);
		expect([now.position, now.phase.name]).toEqual([0, 'asking']);
		expect(play(answer(now, 3_000), [5_000, 'next']).position).toBe(1);
	});
});

describe('takes', () => {
	const answered = (start: Interview) =>
		play(start, [0, 'start-answer'], [0, 'recording'], [900, 'finish-answer'], [950, 'kept']);

	it('allows one take where the format says so', () => {
		expect(canRecordAgain(answered(oneWay()))).toBe(false);
		expect(play(answered(oneWay()), [2_000, 'record-again']).phase.name).toBe('reflecting');
	});

	it('allows as many as wanted in a drill', () => {
		expect(play(answered(drill()), [2_000, 'record-again']).phase.name).toBe('ready');
	});

	it('gives an interrupted take back', () => {
		const cut = play(oneWay(), [0, 'start-answer'], [0, 'recording'], trouble(900, 'camera'), [
			950,
			'kept'
		]);
		const back = play(cut, [5_000, 'devices-back']);
		expect(back.phase).toMatchObject({ name: 'break', recordedMs: 900, endedBy: 'camera' });
		expect(canRecordAgain(back)).toBe(true);
	});

	it('comes back to the break of a take that a crash cut short, with another try', () => {
		const given = { format: ONE_WAY, takes: [0, 0, 0], position: 0, hasRecording: true };
		const now = beginInterview({ ...given, isCutShort: true }, 0);
		expect([now.phase.name, canRecordAgain(now)]).toEqual(['break', true]);
		expect(now.phase).toMatchObject({ endedBy: 'recorder' });
	});

	it('comes back to its answer when "Record again" was pressed by mistake', () => {
		const again = play(answered(drill()), [2_000, 'record-again']);
		expect([again.phase.name, canGoBack(again)]).toEqual(['ready', true]);
		const back = play(again, [3_000, 'back-to-answer']);
		expect([back.phase.name, back.takes]).toEqual(['break', [1]]);
		// before the first answer there is nothing to go back to
		expect(play(drill(), [1_000, 'back-to-answer']).phase.name).toBe('ready');
	});

	it('comes back to the break of a question that has a take', () => {
		const now = beginInterview({ format: ONE_WAY, takes: [1, 1, 0], position: 1 }, 77);
		expect([now.phase.name, canRecordAgain(now)]).toEqual(['break', false]);
	});
});

describe('trouble', () => {
	it('keeps what was recorded when the camera is lost midway', () => {
		const lost = play(drill(), [0, 'start-answer'], [0, 'recording'], trouble(20_000, 'camera'));
		expect(lost.phase).toMatchObject({ name: 'keeping', recordedMs: 20_000, endedBy: 'camera' });
		const told = play(lost, [20_100, 'kept']);
		expect(told.phase).toMatchObject({
			name: 'interrupted',
			cause: 'camera',
			recordedMs: 20_000
		});
		expect(canMoveOn(told)).toBe(true);
	});

	it('stops the reading clock when the microphone is lost, and waits for the person afterwards', () => {
		const lost = play(oneWay(), trouble(10_000, 'microphone'));
		expect(timeLeft(lost)).toBeNull();
		expect(play(lost, [300_000, 'tick'], [300_000, 'devices-back']).phase.name).toBe('ready');
	});

	it('says so when the recorder does not begin', () => {
		const now = play(drill(), [0, 'start-answer'], trouble(500, 'recorder'));
		expect(now.phase).toMatchObject({ name: 'interrupted', cause: 'recorder', recordedMs: null });
	});

	it('counts the time of a hidden page, whose ticks are rare', () => {
		let now = play(drill(), [0, 'start-answer'], [0, 'recording'], [1_000, 'hidden']);
		now = conduct(now, { type: 'tick', atMs: 61_000 });
		expect(timeLeft(now)?.leftMs).toBe(119_000);
		expect(conduct(now, { type: 'shown', atMs: 121_000 }).phase.name).toBe('answering');
		expect(
			conduct(conduct(now, { type: 'tick', atMs: 121_000 }), { type: 'tick', atMs: 181_000 }).phase
		).toMatchObject({
			name: 'keeping',
			recordedMs: 181_000,
			endedBy: 'limit'
		});
	});

	it('does not charge a laptop that slept while the page was hidden, where a worker keeps the ticks', () => {
		const steady: Timed = { type: 'tick', steady: true, atMs: 500 };
		const now = play(drill(), [0, 'start-answer'], [0, 'recording'], [500, 'tick', steady]);
		const hidden = play(now, [5_000, 'hidden']);
		expect(conduct(hidden, { type: 'tick', atMs: 14_000 }).phase.name).toBe('answering');
		expect(conduct(hidden, { type: 'tick', atMs: 85_000 }).phase).toMatchObject({
			...{ name: 'keeping', recordedMs: 5_000, endedBy: 'asleep' }
		});
	});

	it('does not charge a sleeping laptop, and keeps the answer it slept through', () => {
		const reading = conduct(play(oneWay(), [10_000, 'tick']), { type: 'tick', atMs: 3_610_000 });
		expect(timeLeft(reading)?.leftMs).toBe(20_000);
		const answering = play(drill(), [0, 'start-answer'], [0, 'recording'], [10_000, 'tick']);
		const awake = conduct(answering, { type: 'tick', atMs: 3_610_000 });
		expect(awake.phase).toMatchObject({ name: 'keeping', recordedMs: 10_000, endedBy: 'asleep' });
		expect(awake.notice).toMatchObject({ name: 'asleep', forMs: 3_600_000 });
	});

	it('never runs backwards when the clock does', () => {
		const now = play(drill(), [0, 'start-answer'], [0, 'recording'], [60_000, 'tick']);
		const back = conduct(now, { type: 'tick', atMs: -3_600_000 });
		expect(timeLeft(back)?.leftMs).toBe(120_000);
	});
});

describe('warnings', () => {
	it('says start, half, 30 s, 10 s and the limit once each', () => {
		let now = play(drill(), [0, 'start-answer']);
		const said: string[] = [];
		for (let atMs = 0; atMs <= 180_000; atMs += 100) {
			const next = conduct(now, { type: atMs === 0 ? 'recording' : 'tick', atMs });
			said.push(...marksPassed(now, next).map((mark) => `${mark}@${atMs}`));
			now = next;
		}
		expect(said).toEqual([
			'start@0',
			'half@90000',
			'last-30@150000',
			'last-10@170000',
			'limit@180000'
		]);
	});

	it('warns by what is left', () => {
		expect(urgencyOf({ leftMs: 31_000, totalMs: 180_000 })).toBe('calm');
		expect(urgencyOf({ leftMs: 30_000, totalMs: 180_000 })).toBe('last-30');
		expect(urgencyOf({ leftMs: 10_000, totalMs: 180_000 })).toBe('last-10');
		expect(urgencyOf({ leftMs: 25_000, totalMs: 30_000 })).toBe('calm');
	});
});
