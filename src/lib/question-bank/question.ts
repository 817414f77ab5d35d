/**
 * The shape of a question and of a question set, as written in `question-bank/questions/*.yaml`.
 * The schema is strict: a field it does not know is an error, so a spelling mistake is never silently ignored.
 */
import * as v from 'valibot';

/** What a question is about; the order is the order of an interview day. */
export const KINDS = [
	'opener',
	'motivation',
	'img',
	'red-flag',
	'behavioural',
	'ethics',
	'clinical',
	'specialty',
	'prohibited',
	'closing'
] as const;

/** What the interviewer hopes to see; the first six are the ACGME core competencies in plain words. */
export const COMPETENCIES = [
	'patient-care',
	'medical-knowledge',
	'learning-from-practice',
	'communication',
	'professionalism',
	'systems',
	'teamwork',
	'leadership',
	'resilience',
	'self-knowledge',
	'cultural-bridging',
	'teaching',
	'research',
	'motivation'
] as const;

/** The specialties that have a pack of their own. */
export const SPECIALTIES = [
	'internal-medicine',
	'family-medicine',
	'pediatrics',
	'psychiatry',
	'neurology',
	'general-surgery',
	'obstetrics-and-gynecology',
	'emergency-medicine',
	'anesthesiology',
	'pathology',
	'diagnostic-radiology',
	'physical-medicine-and-rehabilitation',
	'transitional-year'
] as const;

/** The skeleton an answer can hang on; each is explained in `question-bank/README.md`. */
export const FRAMES = [
	'star-l',
	'present-past-future',
	'intervene-communicate-escalate',
	'brief-factual-changed',
	'point-reason-example',
	'concern-answer-bridge',
	'ask-listen-follow'
] as const;

const slug = v.pipe(
	v.string(),
	v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
	v.maxLength(80)
);
const sentence = (most: number) =>
	v.pipe(
		v.string(),
		v.check((text) => text === text.trim(), 'must not begin or end with a space'),
		v.minLength(8, 'is too short to teach anything'),
		v.maxLength(most, `must be at most ${most} characters`)
	);
const points = (least: number, most: number) =>
	v.pipe(
		v.array(sentence(280)),
		v.minLength(least, `needs at least ${least} points`),
		v.maxLength(most, `must have at most ${most} points`)
	);
const seconds = v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(600));

/** How long a good answer lasts, in seconds; a default, because sources disagree. */
const Target = v.pipe(
	v.strictObject({ fromS: seconds, toS: seconds }),
	v.check((target) => target.fromS < target.toS, 'fromS must be less than toS')
);

/** One question with everything that is taught about it. */
export const QuestionSchema = v.strictObject({
	id: slug,
	text: sentence(400),
	kind: v.picklist(KINDS),
	competencies: v.pipe(v.array(v.picklist(COMPETENCIES)), v.minLength(1), v.maxLength(4)),
	specialties: v.optional(v.array(v.picklist(SPECIALTIES)), []),
	difficulty: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3)),
	target: Target,
	why: sentence(600),
	strongAnswers: points(3, 6),
	pitfalls: points(2, 4),
	followUps: points(2, 4),
	frame: v.picklist(FRAMES),
	outline: v.optional(points(2, 6))
});

/** A file of the bank: questions of its own, questions of other sets by id (`include`), or both. */
export const QuestionSetSchema = v.pipe(
	v.strictObject({
		id: slug,
		title: v.pipe(v.string(), v.minLength(3), v.maxLength(60)),
		purpose: sentence(300),
		questions: v.optional(v.array(QuestionSchema), []),
		include: v.optional(v.array(slug), [])
	}),
	v.check((set) => set.questions.length + set.include.length > 0, 'has no question')
);

export type Question = v.InferOutput<typeof QuestionSchema>;
export type QuestionSet = v.InferOutput<typeof QuestionSetSchema>;
