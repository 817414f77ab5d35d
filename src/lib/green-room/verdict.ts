/** What each step of the check before an interview ends in, in one shape for all of them. */
import * as v from 'valibot';

/** In the order in which they are gone through. */
export const STEPS = [
	'camera',
	'framing',
	'light',
	'background',
	'lens',
	'microphone',
	'speakers',
	'network',
	'storage',
	'power',
	'browser',
	'checklist'
] as const;
export type StepName = (typeof STEPS)[number];

/** `not-measurable`: nothing is known here, and practising works without it. */
export const GRADES = ['good', 'could-be-better', 'problem', 'not-measurable'] as const;
export type Grade = (typeof GRADES)[number];

/** The grade in words. */
export const GRADE_WORDS: Record<Grade, string> = {
	good: 'Good',
	'could-be-better': 'Could be better',
	problem: 'Problem',
	'not-measurable': 'Not measured'
};

const sentence = v.pipe(v.string(), v.minLength(1), v.maxLength(400));
const figure = v.nullable(
	v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.maxLength(200))])
);

export const VerdictSchema = v.strictObject({
	step: v.picklist(STEPS),
	grade: v.picklist(GRADES),
	/** What was found, e.g. `You are close to the camera.` */
	finding: sentence,
	/** Why it matters in an interview. */
	why: sentence,
	/** What to do about it; null when there is nothing to do. */
	mend: v.nullable(sentence),
	/** What was measured; the unit stands in the name, null is not measured. */
	figures: v.pipe(
		v.record(v.pipe(v.string(), v.maxLength(40)), figure),
		v.check((figures) => Object.keys(figures).length <= 24, 'There are too many figures.')
	)
});
export type Verdict = v.InferOutput<typeof VerdictSchema>;

const FROM_WORST: readonly Grade[] = ['problem', 'could-be-better', 'not-measurable', 'good'];

/** The grade of several things together: that of the worst; of none, not measurable. */
export function worstGrade(grades: readonly Grade[]): Grade {
	return FROM_WORST.find((grade) => grades.includes(grade)) ?? 'not-measurable';
}

/** Several verdicts on one step as one: the words of the worst, the figures of all; null of none. */
export function joinVerdicts(verdicts: readonly Verdict[]): Verdict | null {
	const grade = worstGrade(verdicts.map((each) => each.grade));
	const worst = verdicts.find((each) => each.grade === grade);
	if (!worst) return null;
	// the figures of all, but what the worst one is called by its own words
	const all = [...verdicts.filter((each) => each !== worst), worst];
	return { ...worst, figures: Object.assign({}, ...all.map(({ figures }) => figures)) };
}

/** A number that can be shown and stored: finite and rounded, else null. */
export function rounded(value: number | null | undefined, digits = 2): number | null {
	if (value === null || value === undefined || !Number.isFinite(value)) return null;
	return Number(value.toFixed(digits));
}
