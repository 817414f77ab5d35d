import { expect, it } from 'vitest';
import { checkInput } from '../platform/input.ts';
import { CHECKLIST_IDS, judgeChecklist } from './checklist.ts';
import { changesSince, countGrades, ReadinessSchema, type Readiness } from './readiness.ts';
import type { Grade, StepName, Verdict } from './verdict.ts';

const verdict = (step: StepName, grade: Grade): Verdict => ({
	...{ step, grade, finding: 'Found.', why: 'Why.', mend: null, figures: {} }
});
const good: Readiness = {
	takenAt: '2026-11-22T09:30:00.000Z',
	device: 'Laptop camera',
	verdicts: [verdict('light', 'good')],
	checklist: ['dress']
};

it.each([
	['takenAt', { ...good, takenAt: 'yesterday' }],
	['takenAt', { ...good, takenAt: 5 }],
	['device', { ...good, device: '' }],
	['device', { ...good, device: 'x'.repeat(201) }],
	['verdicts', { ...good, verdicts: [verdict('light', 'good'), verdict('light', 'problem')] }],
	['verdicts.0.step', { ...good, verdicts: [{ ...verdict('light', 'good'), step: 'soul' }] }],
	['verdicts.0.grade', { ...good, verdicts: [{ ...verdict('light', 'good'), grade: 'best' }] }],
	['verdicts.0.score', { ...good, verdicts: [{ ...verdict('light', 'good'), score: 7 }] }],
	['verdicts', { ...good, verdicts: [{ ...verdict('light', 'good'), finding: 'a\u0000b' }] }],
	['verdicts', { ...good, verdicts: [{ ...verdict('light', 'good'), figures: { 'a\ud800': 1 } }] }],
	['checklist.0', { ...good, checklist: ['lucky-socks'] }],
	['checklist', { ...good, checklist: ['dress', 'dress'] }],
	['ownerId', { ...good, ownerId: 'somebody' }]
])('a card with a wrong %s is refused by name', (field, wrong) => {
	expect(() => checkInput(ReadinessSchema, wrong)).toThrow(expect.objectContaining({ field }));
	expect(checkInput(ReadinessSchema, good)).toEqual(good);
});

it('tells what changed since the card before', () => {
	const before = {
		verdicts: [
			verdict('camera', 'good'),
			verdict('light', 'problem'),
			verdict('microphone', 'good'),
			verdict('network', 'good')
		]
	};
	const now = {
		verdicts: [
			verdict('camera', 'good'),
			verdict('light', 'could-be-better'),
			verdict('microphone', 'problem'),
			verdict('power', 'not-measurable')
		]
	};
	expect(changesSince(before, now)).toEqual([
		{ step: 'light', from: 'problem', to: 'could-be-better', way: 'better' },
		{ step: 'microphone', from: 'good', to: 'problem', way: 'worse' },
		{ step: 'network', from: 'good', to: undefined, way: 'other' },
		{ step: 'power', from: undefined, to: 'not-measurable', way: 'other' }
	]);
	expect(changesSince(now, now)).toEqual([]);
	expect(countGrades(now)).toBe(
		'1 good, 1 could be better, 1 problem, 1 not measured, 8 not checked'
	);
});

it('the checklist is a problem while something is open that can stop the interview', () => {
	expect(judgeChecklist(CHECKLIST_IDS)).toMatchObject({ grade: 'good', mend: null });
	expect(judgeChecklist(CHECKLIST_IDS.filter((id) => id !== 'dress')).grade).toBe(
		'could-be-better'
	);
	expect(judgeChecklist(CHECKLIST_IDS.filter((id) => id !== 'phone-number')).grade).toBe('problem');
	expect(judgeChecklist([])).toMatchObject({ grade: 'problem', figures: { ticked: 0, of: 9 } });
});
