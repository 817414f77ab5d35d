/** The verdict on where the face sits in the picture: distance, centre, room above the head, tilt. */
import {
	FRAMING_WORDS,
	judgeFraming as measureFraming,
	MUCH_ROOM_ABOVE,
	HEADROOM,
	type FramingVerdict
} from '../gaze/framing.ts';
import type { FrameReading } from '../gaze/landmark.ts';
import { quantileOf } from './grey.ts';
import { rounded, type Grade, type Verdict } from './verdict.ts';

export type SeenFrame = Pick<FrameReading, 'faces' | 'face' | 'box'>;

/**
 * Beyond these it is a problem and no longer a matter of taste: the face fills the picture or is lost in it, or a part of
 * the head is cut off. Fractions of the picture, as in gaze/framing.ts; chosen, not measured.
 */
const FAR_OFF = { tallest: 0.62, smallest: 0.22, offCentre: 0.2, cutOff: 0 };
/**
 * Heads that look at the camera lean by up to 7.6 degrees in 99 of 100 frames of the rendered traces; over that it is the
 * camera that is not level, or somebody leans on an arm.
 */
const TILTED_DEG = { hint: 10, problem: 20 };
/**
 * Seen from below the head seems to point up; looking at the camera, 99 of 100 frames of the traces lie between -10.7 and
 * 5.6 degrees. Reading notes casts the head down by as much as a high camera does, so that side says less.
 */
const PITCH_DEG = { below: 14, above: -24 };
/** Somebody was there in fewer looks than this: who passes by, a poster that looks like a face. */
const MOSTLY = 0.5;

const WHY =
	'Interviewers see you as you would look across a table: eyes in the upper half, shoulders in the picture, level.';

type Tilt = 'tilted' | 'camera-low' | 'camera-high';
const TILT_WORDS: Record<Tilt, { finding: string; mend: string }> = {
	tilted: {
		finding: 'Your head or the camera is tilted to one side.',
		mend: 'Put the camera level, for example by straightening the screen, and sit upright with both shoulders at the same height.'
	},
	'camera-low': {
		finding: 'The camera looks up at you from below.',
		mend: 'Raise the laptop or the camera until the lens is at the height of your eyes. A few books under it are enough.'
	},
	'camera-high': {
		finding: 'The camera looks down at you, or you look down.',
		mend: 'Lower the camera until the lens is at the height of your eyes, then look at the lens and check again.'
	}
};
const MEND: Record<Exclude<FramingVerdict, 'good'>, string> = {
	'too-close': 'Move your chair or the camera back until head and shoulders fit into the picture.',
	'too-far': 'Come closer until your face takes about a third of the height of the picture.',
	'off-left': 'Move to your left, or turn the camera, until you are in the middle of the picture.',
	'off-right':
		'Move to your right, or turn the camera, until you are in the middle of the picture.',
	'too-high':
		'Tilt the camera up a little, or sit lower, until there is some room above your head.',
	'too-low':
		'Tilt the camera down a little, or raise your chair, until your eyes are in the upper half.'
};

/** Judges the frames of some seconds. @param frames what the face landmarker saw; empty where it is not available */
export function judgeFraming(frames: readonly SeenFrame[]): Verdict {
	const nobody = judgePresence(frames);
	if (nobody) return nobody;
	const one = frames.filter(({ faces, face }) => faces === 1 && face);
	const report = measureFraming(one);
	const rollDeg = middleDeg(one, 'roll');
	const pitchDeg = middleDeg(one, 'pitch');
	const figures = {
		faceHeight: rounded(report.faceHeight),
		centreX: rounded(report.centre?.[0]),
		centreY: rounded(report.centre?.[1]),
		headroom: rounded(report.headroom),
		tiltDeg: rounded(rollDeg, 0),
		pitchDeg: rounded(pitchDeg, 0)
	};
	const { verdict, headroom } = report;
	const isWhole = [figures.faceHeight, figures.centreX, figures.centreY].every(
		(each) => each !== null
	);
	if (verdict === null || !isWhole) return unknown('Your face could not be measured.', figures);
	const tilt = tiltOf(rollDeg, pitchDeg);
	const veryTilted = Math.abs(rollDeg) > TILTED_DEG.problem;
	if (verdict !== 'good' && !(veryTilted && !isFarOff(report))) {
		const grade = isFarOff(report) ? 'problem' : 'could-be-better';
		const said = { finding: firstSentence(FRAMING_WORDS[verdict]), mend: MEND[verdict] };
		return { step: 'framing', grade, why: WHY, ...said, figures: { verdict, ...figures } };
	}
	if (tilt) {
		const grade: Grade = veryTilted ? 'problem' : 'could-be-better';
		return {
			step: 'framing',
			grade,
			why: WHY,
			...TILT_WORDS[tilt],
			figures: { verdict: tilt, ...figures }
		};
	}
	const roomy = (headroom ?? 0) > HEADROOM.most;
	return {
		step: 'framing',
		grade: 'good',
		finding: FRAMING_WORDS.good,
		why: WHY,
		mend: roomy ? MUCH_ROOM_ABOVE : null,
		figures: { verdict: 'good', ...figures }
	};
}

/** Is nobody there, or are there several? Null when there is one person. */
function judgePresence(frames: readonly SeenFrame[]): Verdict | null {
	if (frames.length === 0) {
		return unknown('Where your face is cannot be measured here. Look at your picture instead.', {});
	}
	const part = (fits: (frame: SeenFrame) => boolean) => frames.filter(fits).length / frames.length;
	const none = part(({ faces }) => faces === 0);
	const several = part(({ faces }) => faces > 1);
	const figures = { noFaceShare: rounded(none), severalFacesShare: rounded(several) };
	if (none > MOSTLY) {
		return {
			step: 'framing',
			grade: 'problem',
			finding: 'No face was seen in the picture.',
			why: WHY,
			mend: 'Look at the camera, open its cover, put light on your face, and check again.',
			figures: { verdict: 'no-face', ...figures }
		};
	}
	if (several > MOSTLY) {
		return {
			step: 'framing',
			grade: 'problem',
			finding: 'More than one face is in the picture.',
			why: 'An interview is with you alone; somebody else in the picture can end it.',
			mend: 'Ask the others to leave the room, and take down pictures of faces behind you.',
			figures: { verdict: 'several-faces', ...figures }
		};
	}
	return part(({ faces, face }) => faces === 1 && face !== null) >= MOSTLY
		? null
		: unknown('Your face was not seen for long enough.', figures);
}

function unknown(finding: string, figures: Verdict['figures']): Verdict {
	const mend =
		'Use your own picture: eyes in the upper half, some room above your head, both shoulders in sight.';
	return { step: 'framing', grade: 'not-measurable', finding, why: WHY, mend, figures };
}

interface Placed {
	faceHeight: number | null;
	centre: readonly [number, number] | null;
	headroom: number | null;
}

function isFarOff({ faceHeight, centre, headroom }: Placed): boolean {
	const off = Math.max(...(centre ?? [0.5, 0.5]).map((at) => Math.abs(at - 0.5)));
	const tall = faceHeight ?? FAR_OFF.smallest;
	const isCutOff = (headroom ?? 0) < FAR_OFF.cutOff;
	return tall > FAR_OFF.tallest || tall < FAR_OFF.smallest || off > FAR_OFF.offCentre || isCutOff;
}

function tiltOf(rollDeg: number, pitchDeg: number): Tilt | null {
	if (Math.abs(rollDeg) > TILTED_DEG.hint) return 'tilted';
	if (pitchDeg > PITCH_DEG.below) return 'camera-low';
	return pitchDeg < PITCH_DEG.above ? 'camera-high' : null;
}

function middleDeg(frames: readonly SeenFrame[], angle: 'roll' | 'pitch'): number {
	const angles = frames.flatMap(({ face }) => (face ? [face.head[angle]] : []));
	return ((quantileOf(angles.filter(Number.isFinite), 0.5) ?? 0) * 180) / Math.PI;
}

/** What is wrong; what to do about it stands elsewhere. */
const firstSentence = (words: string) => `${words.split('. ')[0]?.replace(/\.$/, '')}.`;
