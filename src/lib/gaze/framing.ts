/** Where the face sits in the picture, in fractions of the picture; no centimetres. */
import * as v from 'valibot';
import type { FrameReading } from './landmark.ts';
import { judgeLight, LightReportSchema, type LightSample } from './light.ts';
import { median } from './median.ts';

/** Left and right are of the unmirrored image; what to do about it is in `FRAMING_WORDS`. */
export const FRAMING_VERDICTS = [
	'good',
	'too-close',
	'too-far',
	'off-left',
	'off-right',
	'too-high',
	'too-low'
] as const;
export type FramingVerdict = (typeof FRAMING_VERDICTS)[number];

const fraction = v.pipe(v.number(), v.minValue(-3), v.maxValue(4));

export const FramingReportSchema = v.strictObject({
	/** Forehead to chin over the height of the picture. */
	faceHeight: v.nullable(fraction),
	/** Point between the eyes, fractions of width and height from the top left of the unmirrored image. */
	centre: v.nullable(v.strictTuple([fraction, fraction])),
	/** Room between the top of the head and the top of the picture, over its height; negative when cut off. */
	headroom: v.nullable(fraction),
	verdict: v.nullable(v.picklist(FRAMING_VERDICTS)),
	light: v.optional(LightReportSchema),
	notMeasurable: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(300)))
});
export type FramingReport = v.InferOutput<typeof FramingReportSchema>;

/** What is kept with a take: all but the point between the eyes, which no report prints; older pages still send it. */
export const KeptFramingSchema = v.pipe(
	v.strictObject({
		...FramingReportSchema.entries,
		centre: v.optional(FramingReportSchema.entries.centre)
	}),
	v.transform(keptFraming)
);
export type KeptFraming = Omit<FramingReport, 'centre'>;

/** A report without the point between the eyes. */
export function keptFraming({
	centre: _,
	...kept
}: Partial<Pick<FramingReport, 'centre'>> & KeptFraming): KeptFraming {
	return kept;
}

/** @source the framing rules of interview guides, in fractions: see docs/decisions/0034-framing-by-the-eyes.md */
export const FACE_HEIGHT = { least: 0.28, most: 0.5 };
export const MOST_OFF_CENTRE = 0.12;
export const HEADROOM = { least: 0.08, most: 0.25 };
/** The top of the head lies above the highest face point by this share of the face's height. */
const HAIR = 0.25;

/** One plain sentence a verdict. The picture a person sees of themselves is mirrored, so sides are named by what they see. */
export const FRAMING_WORDS: Record<FramingVerdict, string> = {
	good: 'Your face is well placed in the picture.',
	'too-close': 'You are close to the camera. Sit further back.',
	'too-far': 'You are far from the camera. Come closer.',
	'off-left': 'You sit to one side. Move to your left, to the middle of the picture.',
	'off-right': 'You sit to one side. Move to your right, to the middle of the picture.',
	'too-high': 'Your face is high in the picture. Tilt the camera up, or sit lower.',
	'too-low': 'Your face is low in the picture. Tilt the camera down, or sit higher.'
};
/** Beside a good verdict, when there is more room above the head than usual. */
export const MUCH_ROOM_ABOVE =
	'There is much room above your head. If you can, tilt the camera down a little.';

const NO_FACE = 'No face was in the picture, or more than one.';
const TOO_SHORT = 'Your face was seen for too short a time.';
/** One second of frames. */
const LEAST_FRAMES = 10;
/** Two seconds of light. */
const LEAST_LIGHTS = 4;
/** Share of a take with one face in it: under it, what is said would speak for the seen part only. */
const LEAST_SHARE = 0.7;

type Seen = Pick<FrameReading, 'faces' | 'face' | 'box'>;

/** The framing of the last seconds, from the middle of its frames; light is added when it was measured. */
export function judgeFraming(
	readings: readonly Seen[],
	light: readonly LightSample[] = []
): FramingReport {
	const seen = withFace(readings);
	const lit = light.length > 0 ? { light: judgeLight(light) } : {};
	const isEnough = seen.length >= Math.min(LEAST_FRAMES, Math.max(1, readings.length));
	return isEnough ? { ...place(seen), ...lit } : { ...NOWHERE, ...lit, notMeasurable: NO_FACE };
}

/**
 * The framing and the light of a whole take; one reason for both where too little of it was seen.
 * @param lookedShare share of the take in which the picture was looked at, 0 to 1
 */
export function judgeTakeFraming(
	readings: readonly Seen[],
	light: readonly LightSample[],
	lookedShare: number
): FramingReport {
	const seen = withFace(readings);
	if (seen.length === 0) return { ...NOWHERE, notMeasurable: NO_FACE };
	const share = (lookedShare * seen.length) / readings.length;
	if (share < LEAST_SHARE) {
		const rarely = `Your face, and no other, was seen in only ${Math.round(share * 100)} % of the answer.`;
		return { ...NOWHERE, notMeasurable: rarely };
	}
	if (seen.length < LEAST_FRAMES) return { ...NOWHERE, notMeasurable: TOO_SHORT };
	return { ...place(seen), light: judgeLight(light, LEAST_LIGHTS) };
}

const NOWHERE = { faceHeight: null, centre: null, headroom: null, verdict: null };

const withFace = (readings: readonly Seen[]) =>
	readings.flatMap(({ face, box }) => (face && box ? [{ face, box }] : []));

function place(seen: ReturnType<typeof withFace>): FramingReport {
	const middle = (of: (one: (typeof seen)[number]) => number) => round(median(seen.map(of)));
	const faceHeight = middle(({ box }) => box[3] - box[1]);
	const centre: [number, number] = [
		middle(({ face }) => face.between[0]),
		middle(({ face }) => face.between[1])
	];
	const headroom = middle(({ box }) => box[1] - HAIR * (box[3] - box[1]));
	return { faceHeight, centre, headroom, verdict: verdictOf(faceHeight, centre, headroom) };
}

/** The first fault that is found, from the one that hurts most. */
function verdictOf(
	faceHeight: number,
	[x, y]: readonly [number, number],
	headroom: number
): FramingVerdict {
	if (faceHeight > FACE_HEIGHT.most) return 'too-close';
	if (faceHeight < FACE_HEIGHT.least) return 'too-far';
	if (x < 0.5 - MOST_OFF_CENTRE) return 'off-left';
	if (x > 0.5 + MOST_OFF_CENTRE) return 'off-right';
	if (y > 0.5 + MOST_OFF_CENTRE) return 'too-low';
	if (y < 0.5 - MOST_OFF_CENTRE || headroom < HEADROOM.least) return 'too-high';
	return 'good';
}

/** What to say of a report, one or two sentences. */
export function sayFraming({ verdict, headroom, notMeasurable }: KeptFraming): string {
	if (verdict === null) return notMeasurable ?? NO_FACE;
	const roomy = verdict === 'good' && (headroom ?? 0) > HEADROOM.most;
	return roomy ? `${FRAMING_WORDS.good} ${MUCH_ROOM_ABOVE}` : FRAMING_WORDS[verdict];
}

const round = (value: number) => Math.max(-3, Math.min(4, Math.round(value * 1000) / 1000));
