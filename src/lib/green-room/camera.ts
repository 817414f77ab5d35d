/** The verdict on the camera: which one, how fine, how smooth, how clean. */
import { rounded, type Grade, type Verdict } from './verdict.ts';

export interface CameraReading {
	/** The name that the browser gives; empty before it is allowed. */
	label: string;
	/** Pixels. */
	width: number | null;
	height: number | null;
	/** Pictures a second. */
	frameRate: number | null;
	/** See `sharpnessOf`. */
	sharpness: number | null;
}

/**
 * The shorter side in pixels. @source 720p is what this product records when it can (recording/quality.ts) and what Zoom
 * calls high definition; 360p is the least that its help asks for one-to-one video
 */
const LINES = { good: 720, least: 360 };
/** Pictures a second. @source recording/quality.ts records 30, and 24 over the slowest lines; under 15 lips no longer fit words (ITU-T P.910 tests down to that) */
const RATE = { good: 23, least: 14 };
/** Blurred by two pixels at 640 the rendered clip measures 0.004 to 0.011, by one 0.025 and more. */
const SOFT = 0.012;

const WHY = 'A clear, smooth picture lets interviewers see your face and not your equipment.';

/** Judges the camera that is in use. */
export function judgeCamera({ label, ...measured }: CameraReading): Verdict {
	const width = sane(measured.width);
	const height = sane(measured.height);
	const frameRate = sane(measured.frameRate, true);
	const sharpness = sane(measured.sharpness, true);
	const figures = {
		camera: label.slice(0, 200) || null,
		width: rounded(width, 0),
		height: rounded(height, 0),
		frameRate: rounded(frameRate, 1),
		sharpness: rounded(sharpness, 4)
	};
	const verdict = (grade: Grade, finding: string, mend: string | null): Verdict => ({
		step: 'camera',
		grade,
		finding,
		why: WHY,
		mend,
		figures
	});
	if (width === null || height === null) {
		return verdict(
			'not-measurable',
			'No camera is on.',
			'Turn the camera on and allow it for this page. You can also practise with sound only.'
		);
	}
	const lines = Math.min(width, height);
	const size = `${Math.round(width)} × ${Math.round(height)}`;
	if (lines < LINES.least) {
		return verdict(
			'problem',
			`The picture is very coarse (${size}).`,
			'Choose another camera if there is one, and close other programs that use it.'
		);
	}
	if (frameRate !== null && frameRate < RATE.least) {
		return verdict(
			'problem',
			`The picture is jerky (${Math.round(frameRate)} pictures a second).`,
			'Put more light on your face, because cameras slow down in the dark, and close other programs.'
		);
	}
	if (sharpness !== null && sharpness < SOFT) {
		return verdict(
			'could-be-better',
			'The picture looks soft.',
			'Wipe the lens with a soft, clean cloth. If that does not help, sit a little further away.'
		);
	}
	if (frameRate !== null && frameRate < RATE.good) {
		return verdict(
			'could-be-better',
			`The picture is a little jerky (${Math.round(frameRate)} pictures a second).`,
			'Put more light on your face and close other programs.'
		);
	}
	if (lines < LINES.good) {
		return verdict(
			'could-be-better',
			`The picture is rather coarse (${size}).`,
			'This is enough to practise. If there is a better camera, choose it.'
		);
	}
	if (sharpness === null) {
		return verdict(
			'not-measurable',
			`There is too little to see in the picture to tell how sharp it is (${size}).`,
			'Is the lens covered, or is it very dark? Open the cover, put on a light, and check again.'
		);
	}
	if (frameRate === null) return verdict('good', `The picture is sharp (${size}).`, null);
	const rate = `${size}, ${Math.round(frameRate)} pictures a second`;
	return verdict('good', `The picture is sharp and smooth (${rate}).`, null);
}

const sane = (value: number | null, zero = false) =>
	value !== null && Number.isFinite(value) && (value > 0 || (zero && value === 0)) ? value : null;
