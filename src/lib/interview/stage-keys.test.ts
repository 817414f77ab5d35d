import { describe, expect, it } from 'vitest';
import { completeFormat } from '../question-bank/format.ts';
import { beginInterview } from './begin.ts';
import { conduct } from './conduct.ts';
import { actFor, type StageKey } from './stage-keys.ts';
import { doingOf, noticeWords, placeOf, TROUBLE } from './stage-words.ts';
import type { Interview, Occurrence } from './state.ts';

const FORMAT = completeFormat({
	...{ id: 'own', title: 'Two questions', purpose: 'To try the keys.', order: 1, questions: 2 },
	...{ questionSet: 'openers', preparationS: null, answerLimitS: 60, target: null },
	...{ takes: null, playback: true, spoken: false }
});
const begin = (more: Partial<typeof FORMAT> = {}) =>
	beginInterview({ format: { ...FORMAT, ...more }, takes: [0, 0], position: 0 }, 0);
const after = (interview: Interview, ...events: Occurrence[]) =>
	events.reduce((now, event, at) => conduct(now, { ...event, atMs: (at + 1) * 100 }), interview);
const press = (key: string, more: Partial<StageKey> = {}): StageKey => ({
	key,
	code: '',
	...{ withModifier: false, repeats: false, tag: 'BODY', inputType: null },
	...{ isEditable: false, isInDialog: false },
	...more
});
const answering = after(begin(), { type: 'start-answer' }, { type: 'recording' });
const resting = after(answering, { type: 'end-answer' }, { type: 'kept' });

describe('the keys', () => {
	it('start and finish, go on and record again where that is allowed', () => {
		expect(actFor(press(' '), begin())).toBe('start-answer');
		expect(actFor(press(' '), answering)).toBe('finish-answer');
		expect(actFor(press(' '), resting)).toBeNull();
		expect(actFor(press('n'), resting)).toBe('next');
		expect(actFor(press('N'), answering)).toBeNull();
		expect(actFor(press('R'), resting)).toBe('record-again');
		const once = { ...resting, format: { ...FORMAT, takes: 1 } };
		expect(actFor(press('r'), once)).toBeNull();
		expect(actFor(press('n'), { ...resting, position: 1 })).toBeNull();
	});

	it('pause and go on, also to be told why there is no pause', () => {
		expect(actFor(press('Escape'), begin())).toBe('pause');
		expect(actFor(press('Escape'), after(begin(), { type: 'pause' }))).toBe('resume');
		expect(actFor(press('Escape'), begin({ noPause: 'The clock runs on.' }))).toBe('pause');
	});

	it('lie where they lie on a Latin keyboard, when the layout writes other letters', () => {
		for (const [n, r] of [
			['т', 'к'],
			['ν', 'ρ'],
			['ى', 'ق']
		] as const) {
			expect(actFor(press(n, { code: 'KeyN' }), resting)).toBe('next');
			expect(actFor(press(r, { code: 'KeyR' }), resting)).toBe('record-again');
		}
		// a Latin layout says itself which letter it is
		expect(actFor(press('l', { code: 'KeyN' }), resting)).toBeNull();
		expect(actFor(press('n', { code: 'KeyL' }), resting)).toBe('next');
	});

	it('rest while somebody types, in a dialog, with a modifier, and while held down', () => {
		for (const typing of [
			{ tag: 'TEXTAREA' },
			{ tag: 'INPUT', inputType: 'text' },
			{ tag: 'SELECT' },
			{ isEditable: true },
			{ isInDialog: true },
			{ withModifier: true },
			{ repeats: true }
		]) {
			for (const key of [' ', 'n', 'r', 'Escape', '?'])
				expect(actFor(press(key, typing), resting)).toBeNull();
		}
	});

	it('leave Space to a focused button, which presses itself', () => {
		for (const tag of ['BUTTON', 'A', 'SUMMARY']) {
			expect(actFor(press(' ', { tag }), begin())).toBeNull();
			expect(actFor(press('n', { tag }), resting)).toBe('next');
		}
		expect(actFor(press('?', { tag: 'INPUT', inputType: 'radio' }), resting)).toBe('help');
	});
});

describe('the words', () => {
	it('say why there is no pause', () => {
		const told = after(begin({ noPause: 'The clock runs on.' }), { type: 'pause' });
		expect(noticeWords(told)).toBe('There is no pause in this format. The clock runs on.');
		expect(noticeWords(begin())).toBeNull();
	});

	it('name the place, and who speaks in a panel', () => {
		expect(placeOf(begin(), null)).toBe('Question 1 of 2');
		expect(placeOf(begin({ layout: 'stations' }), null)).toBe('Station 1 of 2');
		expect(placeOf(begin(), 'Motivation')).toBe('Question 1 of 2 · Motivation');
		const asking = begin({ spoken: true });
		expect([doingOf(asking, true), doingOf(asking, false)]).toEqual(['Speaking', 'Looking on']);
		expect(doingOf(answering, false)).toBe('Listening');
	});

	it('have a way on for every trouble', () => {
		for (const { title, wayOut } of Object.values(TROUBLE)) {
			expect(title).not.toBe('');
			expect(wayOut).toMatch(/Try again|reload/);
		}
	});
});
