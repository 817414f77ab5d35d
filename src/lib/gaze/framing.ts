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
/** One second of frames. */
const LEAST_FRAMES = 10;

/** The framing of a take or of the last seconds, from the middle of its frames; light is added when it was measured. */
export function judgeFraming(
	readings: readonly Pick<FrameReading, 'faces' | 'face' | 'box'>[],
	light: readonly LightSample[] = []
): FramingReport {
	const seen = readings.flatMap(({ face, box }) => (face && box ? [{ face, box }] : []));
	const lit = light.length > 0 ? { light: judgeLight(light) } : {};
	if (seen.length < Math.min(LEAST_FRAMES, Math.max(1, readings.length))) {
		return {
			faceHeight: null,
			centre: null,
			headroom: null,
			verdict: null,
			...lit,
			notMeasurable: NO_FACE
		};
	}
	const middle = (of: (one: (typeof seen)[number]) => number) => round(median(seen.map(of)));
	const faceHeight = middle(({ box }) => box[3] - box[1]);
	const centre: [number, number] = [
		middle(({ face }) => face.between[0]),
		middle(({ face }) => face.between[1])
	];
	const headroom = middle(({ box }) => box[1] - HAIR * (box[3] - box[1]));
	return { faceHeight, centre, headroom, verdict: verdictOf(faceHeight, centre, headroom), ...lit };
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
export function sayFraming({ verdict, headroom, notMeasurable }: FramingReport): string {
	if (verdict === null) return notMeasurable ?? NO_FACE;
	const roomy = verdict === 'good' && (headroom ?? 0) > HEADROOM.most;
	return roomy ? `${FRAMING_WORDS.good} ${MUCH_ROOM_ABOVE}` : FRAMING_WORDS[verdict];
}

const round = (value: number) => Math.max(-3, Math.min(4, Math.round(value * 1000) / 1000));
