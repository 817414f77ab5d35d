/**
 * From what the face landmarker returns to the few numbers that gaze is estimated from. Everything is measured in the
 * face's own width and rolled level, so that neither distance nor a tilted head nor the camera's resolution changes it.
 */

export interface Point {
	/** Fraction of the picture's width, to the right. */
	x: number;
	/** Fraction of the picture's height, down. */
	y: number;
	/** Fraction of the picture's width; smaller is nearer. */
	z: number;
}

/** One face as the landmarker gives it: 478 points by number; scores 0 to 1 by name; a 4x4 matrix column by column. */
export interface Face {
	points: readonly (Point | undefined)[];
	blendshapes: Readonly<Record<string, number>> | null;
	matrix: ArrayLike<number> | null;
}

/** Left, top, right, bottom; fractions of the picture. */
export type Box = [number, number, number, number];

/** What one frame shows; plain, so that a worker can post it. */
export interface FrameReading {
	/** Faces found; very small ones beside a large one are not counted. */
	faces: number;
	/** Of the one face; null without one, with several, or when its points make no sense. */
	face: FaceReading | null;
	/** Of the largest face. */
	box: Box | null;
}

/** One eye. Lengths over the distance between the outer eye corners, roll taken out: x to image right, y up. */
export interface EyeReading {
	/** Iris from the middle of the eye corners, in the picture. */
	irisX: number;
	irisY: number;
	/** The same in depth too and turned into the head's axes; 0 without a matrix. */
	irisHeadX: number;
	irisHeadY: number;
	upperLidY: number;
	lowerLidY: number;
	upperLidDepth: number;
	/** Outwards, away from the nose. */
	lowerLidOut: number;
	/** Between its corners: the eye that is turned away looks narrower. */
	width: number;
	/** Gap between the lids over the width of the eye: about 0.3 open, under 0.15 shut. */
	openness: number;
	/** The model's own scores, 0 without them; `lookX` is to image right. */
	lookX: number;
	lookDown: number;
	lookUp: number;
	squint: number;
	wide: number;
	blink: number;
}

/**
 * The head, in the same measures; angles in radians, towards image right and up. No point of the mouth, and the chin
 * only sideways: people speak while they are measured.
 */
export interface HeadReading {
	/** Sine of the head's angle plus that of the line of sight of its pixel: 0 when the nose points at the lens. */
	facingX: number;
	facingY: number;
	yaw: number;
	pitch: number;
	/** Counter-clockwise in the picture. */
	roll: number;
	/** Angle of the line of sight of the pixel between the eyes. */
	sightX: number;
	sightY: number;
	noseX: number;
	noseY: number;
	chinX: number;
	foreheadY: number;
	foreheadDepth: number;
	bridgeY: number;
	sidesX: number;
	sidesY: number;
	noseDepth: number;
	/** Image-right side of the face nearer than the left. */
	sidesTurn: number;
}

export interface FaceReading {
	/** In the unmirrored image; the person's own right eye is image left. */
	imageLeft: EyeReading;
	imageRight: EyeReading;
	head: HeadReading;
	/** `points` where the landmarker gave no scores or no matrix. */
	source: 'full' | 'points';
	/** Distance between the outer eye corners, in depth too, over the picture's width: how near the face is. */
	size: number;
	/** Point between the eyes, fractions of the picture. */
	between: [number, number];
}

/** Horizontal field of view of an ordinary webcam; the estimate hardly depends on it. */
const FIELD_OF_VIEW = (66 / 180) * Math.PI;
/** A face under this share of the largest face's height is a picture on the wall or a passer-by far away. */
const SMALL_FACE = 0.35;

const EYES = {
	imageLeft: { iris: 468, inner: 133, outer: 33, upper: [159, 158, 160], lower: [145, 153, 144] },
	imageRight: { iris: 473, inner: 362, outer: 263, upper: [386, 385, 387], lower: [374, 380, 373] }
} as const;

/** Reads a frame of `width` x `height` pixels; whatever makes no sense counts as no face. */
export function readFrame(faces: readonly Face[], width: number, height: number): FrameReading {
	const found = faces
		.map((face) => ({ face, box: boxOf(face) }))
		.filter((one): one is { face: Face; box: Box } => one.box !== null)
		.sort((a, b) => tall(b.box) - tall(a.box));
	const largest = found[0];
	if (!largest) return { faces: 0, face: null, box: null };
	const seen = found.filter(({ box }) => tall(box) >= SMALL_FACE * tall(largest.box)).length;
	const face = seen === 1 ? readFace(largest.face, width, height) : null;
	return { faces: seen, face, box: largest.box };
}

/** One face of a frame of `width` x `height` pixels; null when a point that is needed is missing or not a number. */
export function readFace(face: Face, width: number, height: number): FaceReading | null {
	const at = locate(face, width, height);
	const [left, right] = [at(33), at(263)];
	const across = minus(right, left);
	const size = Math.hypot(...across);
	const roll = Math.atan2(across[1], across[0]);
	if (!(size > 0) || !(width > 0) || !(height > 0)) return null;
	const middle = mean([left, at(133), at(362), right]);
	const level = (point: Vector): Vector => turn(minus(point, middle), -roll, size);
	const rotation = rotationOf(face.matrix);
	const scores = face.blendshapes;
	const reading: FaceReading = {
		imageLeft: readEye('imageLeft', at, roll, size, rotation, scores),
		imageRight: readEye('imageRight', at, roll, size, rotation, scores),
		head: readHead(level, at, rotation, roll, middle, width, height),
		source: rotation && scores ? 'full' : 'points',
		size: size / width,
		between: [middle[0] / width, -middle[1] / height]
	};
	const numbers = [reading.imageLeft, reading.imageRight, reading.head].flatMap(Object.values);
	return numbers.every(Number.isFinite) && Number.isFinite(reading.size) ? reading : null;
}

/** Right, up, towards the camera. */
type Vector = [number, number, number];
type Locate = (number: number) => Vector;

/** Rows of the rotation: where the head's own axes point. */
type Rotation = readonly [Vector, Vector, Vector];

function readEye(
	side: keyof typeof EYES,
	at: Locate,
	roll: number,
	size: number,
	rotation: Rotation | null,
	scores: Face['blendshapes']
): EyeReading {
	const { iris, inner, outer, upper, lower } = EYES[side];
	const middle = mean([at(inner), at(outer)]);
	const level = (point: Vector) => turn(minus(point, middle), -roll, size);
	const [irisX, irisY] = level(at(iris));
	const [, upperLidY, upperLidDepth] = level(mean(upper.map(at)));
	const [lowerLidX, lowerLidY] = level(mean(lower.map(at)));
	const width = Math.hypot(...minus(at(outer), at(inner))) / size;
	const inHead = rotation && toHead(minus(at(iris), middle), rotation);
	// the person's left eye is on the right of the image, and its outward look goes to image right
	const name = side === 'imageLeft' ? 'Right' : 'Left';
	const score = (what: string) => scores?.[`eye${what}${name}`] ?? 0;
	const outward = score('LookOut') - score('LookIn');
	return {
		irisX,
		irisY,
		irisHeadX: inHead ? inHead[0] / size : 0,
		irisHeadY: inHead ? inHead[1] / size : 0,
		upperLidY,
		lowerLidY,
		upperLidDepth,
		lowerLidOut: side === 'imageLeft' ? -lowerLidX : lowerLidX,
		width,
		openness: (upperLidY - lowerLidY) / width,
		lookX: side === 'imageLeft' ? -outward : outward,
		lookDown: score('LookDown'),
		lookUp: score('LookUp'),
		squint: score('Squint'),
		wide: score('Wide'),
		blink: score('Blink')
	};
}

function readHead(
	level: (point: Vector) => Vector,
	at: Locate,
	rotation: Rotation | null,
	roll: number,
	middle: Vector,
	width: number,
	height: number
): HeadReading {
	const focal = width / 2 / Math.tan(FIELD_OF_VIEW / 2);
	const sightX = Math.atan((middle[0] - width / 2) / focal);
	const sightY = Math.atan((middle[1] + height / 2) / focal);
	const forward: Vector = rotation ? [rotation[0][2], rotation[1][2], rotation[2][2]] : [0, 0, 1];
	const yaw = Math.atan2(forward[0], forward[2]);
	const pitch = Math.asin(Math.max(-1, Math.min(1, forward[1])));
	const [nose, chin, forehead] = [1, 152, 10].map((number) => level(at(number))) as [
		Vector,
		Vector,
		Vector
	];
	const [sideLeft, sideRight] = [level(at(234)), level(at(454))];
	return {
		facingX: Math.sin(yaw + sightX),
		facingY: Math.sin(pitch + sightY),
		yaw,
		pitch,
		roll,
		sightX,
		sightY,
		noseX: nose[0],
		noseY: nose[1],
		chinX: chin[0],
		foreheadY: forehead[1],
		foreheadDepth: forehead[2],
		bridgeY: level(at(168))[1],
		sidesX: (sideLeft[0] + sideRight[0]) / 2,
		sidesY: (sideLeft[1] + sideRight[1]) / 2,
		noseDepth: nose[2],
		sidesTurn: sideRight[2] - sideLeft[2]
	};
}

/** Pixels, y up, z towards the camera; not-a-number where the point is missing. */
function locate(face: Face, width: number, height: number): Locate {
	return (number) => {
		const point = face.points[number];
		if (!point) return [NaN, NaN, NaN];
		return [point.x * width, -point.y * height, -point.z * width];
	};
}

function rotationOf(matrix: Face['matrix']): Rotation | null {
	if (!matrix || matrix.length < 16) return null;
	const row = (of: number): Vector => [0, 4, 8].map((column) => matrix[column + of]) as Vector;
	const rows = [row(0), row(1), row(2)] as const;
	return rows.flat().every(Number.isFinite) ? rows : null;
}

const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

const mean = (points: readonly Vector[]): Vector =>
	[0, 1, 2].map(
		(axis) => points.reduce((sum, point) => sum + (point[axis] ?? NaN), 0) / points.length
	) as Vector;

function turn([x, y, z]: Vector, angle: number, size: number): Vector {
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	return [(cos * x - sin * y) / size, (sin * x + cos * y) / size, z / size];
}

/** The transposed rotation times the vector. */
const toHead = (v: Vector, [a, b, c]: Rotation): Vector =>
	[0, 1, 2].map(
		(axis) => (a[axis] ?? 0) * v[0] + (b[axis] ?? 0) * v[1] + (c[axis] ?? 0) * v[2]
	) as Vector;

const tall = ([, top, , bottom]: Box) => bottom - top;

/** Of all points that are numbers; null when there are none or the box has no area. */
function boxOf(face: Face): Box | null {
	const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
	for (const point of face.points) {
		if (!point || !Number.isFinite(point.x) || !Number.isFinite(point.y)) continue;
		box[0] = Math.min(box[0], point.x);
		box[1] = Math.min(box[1], point.y);
		box[2] = Math.max(box[2], point.x);
		box[3] = Math.max(box[3], point.y);
	}
	return box[2] > box[0] && box[3] > box[1] ? box : null;
}
