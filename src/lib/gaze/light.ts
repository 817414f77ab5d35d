/**
 * The light on a face, told without the face's own brightness: in the same light a light skin reads 143 and a dark one
 * 52 of 255. What counts is one side against the other, what is clipped, and what lies behind.
 */
import * as v from 'valibot';
import { median } from './median.ts';

export const LIGHT_VERDICTS = [
	'good',
	'one-sided',
	'too-bright',
	'too-dark',
	'window-behind'
] as const;
export type LightVerdict = (typeof LIGHT_VERDICTS)[number];

const ratio = v.pipe(v.number(), v.minValue(0), v.maxValue(1000));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

export const LightReportSchema = v.strictObject({
	/** Brighter half of the face over the darker. */
	sideRatio: v.nullable(ratio),
	/** Share of the face's pixels at either end of the scale, white or black. */
	clippedShare: v.nullable(share),
	/** Background over face, mean brightness. */
	behindRatio: v.nullable(ratio),
	verdict: v.nullable(v.picklist(LIGHT_VERDICTS)),
	notMeasurable: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(300)))
});
export type LightReport = v.InferOutput<typeof LightReportSchema>;

/** Of one picture; brightness 0 to 255, shares 0 to 1. */
export interface LightSample {
	imageLeft: number;
	imageRight: number;
	/** Mean of the picture outside the face's box. */
	background: number;
	/** Share of the background that is clipped to white: a window, a lamp. */
	backgroundWhiteShare: number;
	/** Shares of the face's pixels that are clipped. */
	whiteShare: number;
	blackShare: number;
}

/** Measured on the labelled clip: 1.02 to 1.26 in even light, 3.56 lit from one side. */
const ONE_SIDED = 1.8;
/** Any more and the skin's own shading is lost. */
const MOST_CLIPPED = 0.1;
/** A background under this is a dark wall or a dark room (behind the face the clip's dark scene has 55, its others 139 and over). */
const DARK_ROOM = 80;
/** In good light a very dark skin reads 50 and no skin less: a face under this is in the dark, whatever the skin. */
const DARK_FACE = 40;
/** Brighter than a skin in the dark can be: then a dark background is a wall. */
const LIT_FACE = 90;
/** A white wall behind a very dark skin in good light measures up to 5.2; only more is a window for every skin. */
const BEHIND = 5.5;
/** Less than this is no window for any skin. */
const NOT_BEHIND = 2;
const MUCH_WHITE = 0.2;

/** One plain sentence a verdict. */
export const LIGHT_WORDS: Record<LightVerdict, string> = {
	good: 'The light on your face is even.',
	'one-sided':
		'One side of your face is much darker. Turn towards the light, or add a lamp on the other side.',
	'too-bright': 'Parts of your face are white from too much light. Move the lamp away, or dim it.',
	'too-dark': 'The room is dark. Switch on a light in front of you.',
	'window-behind': 'There is bright light behind you. Close the curtain, or sit facing the window.'
};

/** @param least samples that the word needs */
export function judgeLight(samples: readonly LightSample[], least = 1): LightReport {
	const sane = samples.filter((sample) => Object.values(sample).every((value) => value >= 0));
	if (sane.length < least || sane.length === 0) {
		const notMeasurable = sane.length === 0 ? NO_FACE : TOO_SHORT;
		return { sideRatio: null, clippedShare: null, behindRatio: null, verdict: null, notMeasurable };
	}
	const names = Object.keys(sane[0] ?? {}) as (keyof LightSample)[];
	const middle = Object.fromEntries(
		names.map((name) => [name, median(sane.map((sample) => sample[name]))])
	) as unknown as LightSample;
	const sideRatio = atMost(over(bright(middle), dark(middle)));
	const behindRatio = behind(middle);
	const verdict = verdictOf(middle, sideRatio, behindRatio);
	return {
		sideRatio: round(sideRatio),
		clippedShare: round(Math.min(1, middle.whiteShare + middle.blackShare)),
		behindRatio: round(behindRatio),
		verdict,
		...(verdict === null ? { notMeasurable: NOT_TOLD } : {})
	};
}

const NO_FACE = 'The light could not be measured without a face in the picture.';
const TOO_SHORT = 'Your face was seen for too short a time to measure the light on it.';
const NOT_TOLD =
	'What is behind you is very dark or very bright, so from this picture alone the light on your face could not be told. The green room looks closer.';

function verdictOf(
	middle: LightSample,
	sideRatio: number,
	behindRatio: number
): LightVerdict | null {
	const isDarkBehind = middle.background < DARK_ROOM;
	if (isDarkBehind && bright(middle) < DARK_FACE) return 'too-dark';
	const isWhiteBehind = middle.backgroundWhiteShare > MUCH_WHITE;
	if (isWhiteBehind && behindRatio > BEHIND) return 'window-behind';
	if (middle.whiteShare > MOST_CLIPPED) return 'too-bright';
	if (sideRatio > ONE_SIDED) return 'one-sided';
	// a dark skin in good light and a light one in the dark read alike: nothing is said of either
	const isUnsure = isDarkBehind
		? bright(middle) < LIT_FACE
		: isWhiteBehind && behindRatio > NOT_BEHIND;
	return isUnsure ? null : 'good';
}

const bright = ({ imageLeft, imageRight }: LightSample) => Math.max(imageLeft, imageRight);
const dark = ({ imageLeft, imageRight }: LightSample) => Math.min(imageLeft, imageRight);
// black noise counts as one step of brightness, so that nothing is divided by zero
const over = (a: number, b: number) => Math.max(1, a) / Math.max(1, b);
const atMost = (value: number) => Math.min(1000, value);
const behind = (sample: LightSample) =>
	atMost(over(sample.background, (sample.imageLeft + sample.imageRight) / 2));
const round = (value: number) => Math.round(value * 100) / 100;

const WHITE = 250;
const BLACK = 5;
/** The box of all face points touches hair and background at its sides. */
const INSET = 0.12;

/**
 * Counts one picture's light. @param pixels RGBA, row by row @param box of the face, fractions of the picture
 * @returns null when the box lies outside the picture or the pixels do not fit it
 */
export function measureLight(
	pixels: ArrayLike<number>,
	width: number,
	height: number,
	box: readonly [number, number, number, number]
): LightSample | null {
	if (pixels.length < width * height * 4 || !box.every(Number.isFinite)) return null;
	const inset = INSET * (box[2] - box[0]);
	const [left, right] = [(box[0] + inset) * width, (box[2] - inset) * width];
	const [top, bottom] = [box[1] * height, box[3] * height];
	const [faceLeft, faceRight, around] = [newCount(), newCount(), newCount()];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const at = (y * width + x) * 4;
			const luma =
				0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
			const inRows = y >= top && y < bottom;
			if (inRows && x >= left && x < right)
				add(x < (left + right) / 2 ? faceLeft : faceRight, luma);
			else if (!inRows || x < box[0] * width || x >= box[2] * width) add(around, luma);
		}
	}
	const face = faceLeft.pixels + faceRight.pixels;
	if (faceLeft.pixels === 0 || faceRight.pixels === 0) return null;
	return {
		imageLeft: faceLeft.sum / faceLeft.pixels,
		imageRight: faceRight.sum / faceRight.pixels,
		background: around.sum / Math.max(1, around.pixels),
		backgroundWhiteShare: around.white / Math.max(1, around.pixels),
		whiteShare: (faceLeft.white + faceRight.white) / face,
		blackShare: (faceLeft.black + faceRight.black) / face
	};
}

const newCount = () => ({ pixels: 0, sum: 0, white: 0, black: 0 });

function add(count: ReturnType<typeof newCount>, luma: number): void {
	count.pixels += 1;
	count.sum += luma;
	if (luma >= WHITE) count.white += 1;
	if (luma <= BLACK) count.black += 1;
}
