import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facesLookingAt, moved, PICTURE, read } from '../../../tests/fixtures/gaze-frames.ts';
import { readFace, readFrame, type Face } from './landmark.ts';

const [face] = facesLookingAt('camera') as [Face];
const NEEDED = [468, 473, 33, 133, 362, 263, 159, 386, 1, 152, 10, 168, 234, 454];

describe('readFrame', () => {
	it('reads one face, its box and which source it came from', () => {
		const { faces, face: reading, box } = read(face);
		expect(faces).toBe(1);
		expect(reading?.source).toBe('full');
		expect(reading?.between[0]).toBeCloseTo(0.51, 1);
		expect(box?.[3]).toBeGreaterThan(box?.[1] ?? 1);
	});

	it('tells no face, several faces, and a far passer-by from a second person', () => {
		const smaller = (factor: number) =>
			moved(face, ({ x, y, z }) => ({ x: x * factor, y: y * factor, z: z * factor }));
		expect(read()).toEqual({ faces: 0, face: null, box: null });
		expect(read(face, smaller(0.8))).toMatchObject({ faces: 2, face: null });
		expect(read(smaller(0.2), face)).toMatchObject({ faces: 1 });
		expect(read(smaller(0.2), face).face).not.toBeNull();
	});

	it('does without scores and matrix, and says so', () => {
		const bare = read({ ...face, blendshapes: null, matrix: null });
		expect(bare.face?.source).toBe('points');
		expect(read({ ...face, matrix: [1, 2, 3] }).face?.source).toBe('points');
		expect(read({ ...face, matrix: Array(16).fill(NaN) }).face?.source).toBe('points');
	});

	it.each(NEEDED)('gives no face when point %i is missing or not a number', (number) => {
		const without = [...face.points];
		without[number] = undefined;
		expect(read({ ...face, points: without }).face).toBeNull();
		without[number] = { x: NaN, y: 0.5, z: 0 };
		expect(read({ ...face, points: without }).face).toBeNull();
	});

	it('reads a face that has no points at all as none', () => {
		expect(read({ points: [], blendshapes: null, matrix: null }).faces).toBe(0);
		expect(readFace(face, 0, 0)).toBeNull();
	});

	it('never throws and never gives a number that is none', () => {
		const wild = fc.oneof(fc.double(), fc.constant(NaN), fc.constant(Infinity));
		const point = fc.option(fc.record({ x: wild, y: wild, z: wild }), { nil: undefined });
		const wildFace = fc.record({
			points: fc.array(point, { minLength: 478, maxLength: 478 }),
			blendshapes: fc.option(fc.dictionary(fc.string(), fc.double({ noNaN: true }))),
			matrix: fc.option(fc.array(wild, { maxLength: 16 }))
		});
		fc.assert(
			fc.property(fc.array(wildFace, { maxLength: 2 }), (faces) => {
				const { face: reading } = readFrame(faces, 640, 360);
				if (!reading) return;
				const numbers = [reading.imageLeft, reading.imageRight, reading.head].flatMap((part) =>
					Object.values(part)
				);
				expect(numbers.every(Number.isFinite)).toBe(true);
			}),
			{ numRuns: 50 }
		);
	});
});

describe('what is read of an eye', () => {
	it('does not change when the face is elsewhere in the picture or the picture is larger', () => {
		const shifted = moved(face, ({ x, y, z }) => ({ x: x + 0.1, y: y - 0.1, z }));
		const before = read(face).face;
		const larger = readFrame([face], PICTURE.width * 2, PICTURE.height * 2).face;
		expect(read(shifted).face?.imageLeft.irisX).toBeCloseTo(before?.imageLeft.irisX ?? 9, 6);
		expect(larger?.imageLeft.irisY).toBeCloseTo(before?.imageLeft.irisY ?? 9, 6);
		expect(larger?.head.noseY).toBeCloseTo(before?.head.noseY ?? 9, 6);
	});

	it('moves to image right when the iris does', () => {
		const right = moved(face, (point, at) => (at >= 468 ? { ...point, x: point.x + 0.01 } : point));
		const [before, after] = [read(face).face, read(right).face];
		expect(after?.imageLeft.irisX).toBeGreaterThan(before?.imageLeft.irisX ?? 9);
		expect(after?.imageRight.irisX).toBeGreaterThan(before?.imageRight.irisX ?? 9);
	});
});
