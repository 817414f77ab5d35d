/** The verdict on the light: from the white of the eyes, from one side of the face against the other, from what is clipped. */
import { LIGHT_WORDS, type LightVerdict } from '../gaze/light.ts';
import type { FaceLight } from './face-light.ts';
import { quantileOf } from './grey.ts';
import type { PictureReading } from './picture.ts';
import type { SceneLight } from './scene-light.ts';
import { rounded, type Grade, type Verdict } from './verdict.ts';

export type LightReading = Pick<PictureReading, 'face' | 'scene' | 'noise'>;

/**
 * Measured on the rendered clip and on the same pictures with less light: the brightest 5 % of the picture lie over 211 of
 * 255 in good light, over 168 with 60 % of it, 87 with 15 %, 81 in its dark scene; the white of the eyes at 205, 162, 86, 80.
 */
const DARK = { problem: 110, hint: 130, eyes: 90 };
/** A camera that turns its gain up in the dark shows a brighter picture, full of noise. Grey levels; chosen, not measured. */
const NOISY = { noise: 8, high: 160 };
/**
 * Background over the white of the eyes. Measured: 0.8 before a grey wall and 1.2 before one of 252 in good light, whatever
 * the skin; 1.9 and more where the face has a quarter of its light and the background twice as much.
 */
const BEHIND_EYES = { problem: 2, hint: 1.65 };
/** Background over the face itself, for eyes that could not be seen: a very dark skin has 3.0 in good light, 5.2 before white. */
const BEHIND_FACE = { clipped: 5.5, clippedShare: 0.2, plain: 6 };
/** A face that is nearly as bright as what is behind it is not in its shadow. */
const LEAST_BEHIND_FACE = 1.5;
/** One half of the face over the other: 1.02 to 1.26 in the clip's even light, 3.4 lit from one side. */
const ONE_SIDED = { problem: 1.8, hint: 1.5 };
/** Share of the face that is clipped to white, or in one of its colours. */
const BLOWN = { white: 0.1, colour: 0.35, hint: 0.03, colourHint: 0.15 };
/** The white of the eyes and a part of the background are clipped: the whole picture has too much light. */
const BLOWN_EYES = 235;
const BLOWN_BEHIND = 0.25;
const BLOWN_HINT = { eyes: 250, behind: 0.05 };
/** A picture without a face in it that is mostly white. */
const BLOWN_SCENE = 0.6;
/** Without a face: a dark middle in a picture that is clipped around it. Chosen, not measured. */
const SHADOW = { middle: 70, whiteShare: 0.2 };
/** Eyes are open and ahead in most looks; the brightest looks are those. */
const EYES_PART = 0.8;
const LEAST_EYES = 2;

const WHY =
	'Interviewers read your face. When it is dark, uneven or washed out they see less of what you say with it.';
const MEND: Record<Exclude<LightVerdict, 'good'>, string> = {
	'too-dark':
		'Put a lamp behind your screen, shining on your face, or sit facing a window. A white page on the whole screen helps a little too.',
	'window-behind':
		'Close the curtain behind you, or turn your chair so that the window is in front of you. Else add a lamp in front of your face.',
	'one-sided':
		'Turn your chair until the light comes from in front of you, or put a second lamp or a white sheet of paper on the dark side.',
	'too-bright':
		'Move the lamp further away, point it at the wall in front of you, or draw a thin curtain across the window.'
};
const FINDING: Record<Exclude<LightVerdict, 'good'>, string> = {
	'too-dark': 'There is too little light: the picture is dark.',
	'window-behind': 'The light behind you is brighter than the light on your face.',
	'one-sided': 'One side of your face is much darker than the other.',
	'too-bright': 'There is too much light: parts of the picture are white.'
};

/** Nothing is wrong as far as can be seen, but what tells of the light on a face was not seen. */
const UNSEEN = {
	face: {
		finding: 'The picture is bright enough. Without a face in it, more cannot be said.',
		mend: 'Sit where the camera sees your face, then check again.'
	},
	eyes: {
		finding:
			'Both sides of your face are alike and nothing is washed out. Whether there is enough light could not be told, because the white of your eyes was not seen.',
		mend: 'Look at the lens with open eyes, then check again.'
	}
};

interface Found {
	verdict: LightVerdict;
	grade: Grade;
}
const found = (verdict: LightVerdict, grade: Grade): Found => ({ verdict, grade });
const GOOD = found('good', 'good');

/** Judges light with the face where there is one, else from the whole picture. Never by the brightness of skin. */
export function judgeLight({ face, scene, noise }: LightReading): Verdict {
	const around = middleOf(scene.filter(isSane));
	if (!around) {
		return {
			step: 'light',
			grade: 'not-measurable',
			finding: 'The light could not be measured without a picture.',
			why: WHY,
			mend: 'Turn the camera on, then check again.',
			figures: {}
		};
	}
	const faces = face.filter(isSane);
	const on = middleOf(faces.map(({ eyes: _, ...light }) => light));
	const eyes = eyesOf(faces);
	const { verdict, grade } = judge(around, on, eyes, noise ?? 0);
	const unknown = verdict === 'good' && eyes === null ? (on ? UNSEEN.eyes : UNSEEN.face) : null;
	return {
		step: 'light',
		grade: unknown ? 'not-measurable' : grade,
		finding: unknown?.finding ?? (verdict === 'good' ? LIGHT_WORDS.good : FINDING[verdict]),
		why: WHY,
		mend: unknown?.mend ?? (verdict === 'good' ? null : MEND[verdict]),
		figures: {
			verdict,
			eyeWhite: rounded(eyes, 0),
			sideRatio: on ? rounded(sideRatio(on)) : null,
			behindFaceRatio: on ? rounded(behindFace(on)) : null,
			behindEyesRatio: on && eyes !== null ? rounded(on.behind / Math.max(1, eyes)) : null,
			faceClippedShare: on ? rounded(on.whiteShare, 3) : null,
			pictureHigh: rounded(around.high, 0),
			pictureWhiteShare: rounded(around.whiteShare, 3),
			noise: rounded(noise, 1)
		}
	};
}

type OnFace = Omit<FaceLight, 'eyes'>;

/** The first fault that is found, from the one that hides the most. */
function judge(scene: SceneLight, face: OnFace | null, eyes: number | null, noise: number): Found {
	// what is white in every face and in most rooms is bright where there is light
	const high = Math.max(scene.high, eyes ?? 0);
	if (high < DARK.problem || (noise > NOISY.noise && high < NOISY.high)) {
		return found('too-dark', 'problem');
	}
	const behind = face ? judgeBehind(face, eyes) : judgeShadow(scene);
	if (behind) return behind;
	const side = face ? sideRatio(face) : 1;
	if (side > ONE_SIDED.problem) return found('one-sided', 'problem');
	// a lamp in the picture is bright in a dark room too: the eyes tell of the light on the face
	if (eyes !== null && eyes < DARK.problem) {
		return found('too-dark', eyes < DARK.eyes ? 'problem' : 'could-be-better');
	}
	const blown = judgeBlown(scene, face, eyes);
	if (blown) return blown;
	if (side > ONE_SIDED.hint) return found('one-sided', 'could-be-better');
	return high < DARK.hint ? found('too-dark', 'could-be-better') : GOOD;
}

function judgeBehind(face: OnFace, eyes: number | null): Found | null {
	const ratio = behindFace(face);
	if (ratio < LEAST_BEHIND_FACE) return null;
	if (eyes !== null) {
		const behindEyes = face.behind / Math.max(1, eyes);
		if (behindEyes > BEHIND_EYES.problem) return found('window-behind', 'problem');
		return behindEyes > BEHIND_EYES.hint ? found('window-behind', 'could-be-better') : null;
	}
	const isClipped = face.backgroundWhiteShare > BEHIND_FACE.clippedShare;
	const most = isClipped ? BEHIND_FACE.clipped : BEHIND_FACE.plain;
	return ratio > most ? found('window-behind', 'problem') : null;
}

function judgeShadow({ centre, whiteShare }: SceneLight): Found | null {
	const isShadow = whiteShare > SHADOW.whiteShare && centre < SHADOW.middle;
	return isShadow ? found('window-behind', 'could-be-better') : null;
}

function judgeBlown(scene: SceneLight, face: OnFace | null, eyes: number | null): Found | null {
	if (!face) return scene.whiteShare > BLOWN_SCENE ? found('too-bright', 'problem') : null;
	const whole = (eyes ?? 0) > BLOWN_EYES && face.backgroundWhiteShare > BLOWN_BEHIND;
	const { whiteShare, colourClippedShare } = face;
	if (whole || whiteShare > BLOWN.white || colourClippedShare > BLOWN.colour) {
		return found('too-bright', 'problem');
	}
	const little =
		whiteShare > BLOWN.hint ||
		colourClippedShare > BLOWN.colourHint ||
		((eyes ?? 0) > BLOWN_HINT.eyes && face.backgroundWhiteShare > BLOWN_HINT.behind);
	return little ? found('too-bright', 'could-be-better') : null;
}

function eyesOf(faces: readonly FaceLight[]): number | null {
	const seen = faces.flatMap(({ eyes }) => eyes ?? []);
	return seen.length < Math.min(LEAST_EYES, faces.length) ? null : quantileOf(seen, EYES_PART);
}

// black noise counts as one step of brightness, so that nothing is divided by zero
const over = (a: number, b: number) => Math.min(1000, Math.max(1, a) / Math.max(1, b));
const sideRatio = ({ imageLeft, imageRight }: OnFace) =>
	over(Math.max(imageLeft, imageRight), Math.min(imageLeft, imageRight));
const behindFace = ({ behind, imageLeft, imageRight }: OnFace) =>
	over(behind, (imageLeft + imageRight) / 2);

const isSane = (sample: object) =>
	Object.values(sample).every((value) => value === null || (value as number) >= 0);

/** Each value's middle; null of nothing. */
function middleOf<T extends { [name in keyof T]: number }>(samples: readonly T[]): T | null {
	const [first] = samples;
	if (!first) return null;
	const names = Object.keys(first) as (keyof T)[];
	return Object.fromEntries(
		names.map((name) => [
			name,
			quantileOf(
				samples.map((sample) => sample[name]),
				0.5
			) ?? 0
		])
	) as unknown as T;
}
