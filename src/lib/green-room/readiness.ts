/** The readiness card: what one check before an interview found, as it is kept, and what changed since the last one. */
import * as v from 'valibot';
import { hasControl, requiredText } from '../platform/input.ts';
import { CHECKLIST_IDS } from './checklist.ts';
import { STEPS, VerdictSchema, type Grade, type StepName, type Verdict } from './verdict.ts';

/** Cards kept of one person; the oldest makes room. */
export const MOST_CARDS = 100;

const oneEach = (verdicts: Verdict[]) =>
	new Set(verdicts.map(({ step }) => step)).size === verdicts.length;

/** A database takes no control characters and no halves of characters, wherever they stand. */
const canBeShown = (verdicts: Verdict[]) =>
	!verdicts
		.flatMap(({ finding, why, mend, figures }) => [
			...[finding, why, mend ?? ''],
			...Object.entries(figures).flat()
		])
		.some((each) => typeof each === 'string' && hasControl(each));

/** What a browser sends of a card. */
export const ReadinessSchema = v.strictObject({
	/** When the check ended, by the device's clock. */
	takenAt: v.pipe(
		v.string('The time must be text.'),
		v.isoTimestamp('The time must look like 2026-11-22T09:30:00.000Z.'),
		v.maxLength(40, 'The time is too long.')
	),
	/** The camera and microphone by name, or what else tells this device from another. */
	device: requiredText(200, 'The device'),
	verdicts: v.pipe(
		v.array(VerdictSchema, 'The verdicts must be a list.'),
		v.maxLength(STEPS.length, 'There are too many verdicts.'),
		v.check(oneEach, 'A step can have one verdict.'),
		v.check(canBeShown, 'A verdict has a character that cannot be shown.')
	),
	/** What was ticked. */
	checklist: v.pipe(
		v.array(v.picklist(CHECKLIST_IDS, 'This is not on the checklist.')),
		v.maxLength(CHECKLIST_IDS.length, 'There are too many ticks.'),
		v.check((ticked) => new Set(ticked).size === ticked.length, 'A thing can be ticked once.')
	)
});
export type Readiness = v.InferOutput<typeof ReadinessSchema>;

/** A card as it is kept and read. */
export interface Card extends Readiness {
	id: string;
}

/** What a step ended in; undefined: it was not checked. */
export function gradeOf(card: Pick<Card, 'verdicts'>, step: StepName): Grade | undefined {
	return card.verdicts.find((each) => each.step === step)?.grade;
}

/** How one step differs from the card before. */
export interface Change {
	step: StepName;
	from: Grade | undefined;
	to: Grade | undefined;
	/** `other`: one of both says nothing. */
	way: 'better' | 'worse' | 'other';
}

const WORTH: Partial<Record<Grade, number>> = { problem: 0, 'could-be-better': 1, good: 2 };

/** The steps that ended differently, in their order; none when nothing changed. */
export function changesSince(
	before: Pick<Card, 'verdicts'>,
	now: Pick<Card, 'verdicts'>
): Change[] {
	return STEPS.flatMap((step) => {
		const [from, to] = [gradeOf(before, step), gradeOf(now, step)];
		return from === to ? [] : [{ step, from, to, way: wayOf(from, to) }];
	});
}

function wayOf(from: Grade | undefined, to: Grade | undefined): Change['way'] {
	const [a, b] = [from && WORTH[from], to && WORTH[to]];
	if (a === undefined || b === undefined) return 'other';
	return b > a ? 'better' : 'worse';
}

/** `8 good, 2 could be better, 1 problem, 1 not checked`; what is none of is left out. */
export function countGrades(card: Pick<Card, 'verdicts'>): string {
	const grades = STEPS.map((step) => gradeOf(card, step) ?? 'not-checked');
	const parts = (
		[
			['good', 'good'],
			['could-be-better', 'could be better'],
			['problem', 'problem'],
			['not-measurable', 'not measured'],
			['not-checked', 'not checked']
		] as const
	).flatMap(([grade, words]) => {
		const count = grades.filter((each) => each === grade).length;
		return count > 0 ? [`${count} ${words}`] : [];
	});
	return parts.join(', ');
}
