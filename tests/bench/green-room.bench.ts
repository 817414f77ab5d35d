/**
 * How well framing and light are told on the labelled clip of rendered people, and on the same pictures with their light
 * changed: darker, brighter, from one side, from behind. The clip lies beside the checkout (../shared/gaze-truth); without
 * it there is nothing to measure.
 */
import type { Bench } from '../../scripts/bench-rows.ts';
import { judgeFraming } from '../../src/lib/green-room/framing.ts';
import { judgeLight } from '../../src/lib/green-room/light.ts';
import { PictureMeter } from '../../src/lib/green-room/picture.ts';
import { atLeast } from './gaze/rows.ts';
import { readClip, truthIsThere, type ClipFrame } from './gaze/truth.ts';
import { changeLight, SCENES } from './green-room/change-light.ts';
import { openClip, type Picture } from './green-room/clip-pictures.ts';

/** The framing labels of the clip, and of a segment without one face. */
const FRAMING: Record<string, string> = { ok: 'good', 'off-low': 'too-low' };
const LIGHT: Record<string, string> = { ok: 'good', side: 'one-sided', dark: 'too-dark' };
/** Every fifth frame of a segment: half a second apart, as the check looks. */
const EVERY = 5;
/** Frames of a person that are drawn in other light. */
const FEW = 4;

const bench: Bench = async () => {
	if (!truthIsThere()) {
		process.stderr.write(
			'green-room: ../shared/gaze-truth is not there, so nothing is measured.\n'
		);
		return [];
	}
	const pictureOf = openClip();
	const segments = segmentsOf(readClip().frames);
	const empty = pictureOf(segments.find(({ faces }) => faces === 0)?.numbers[0] ?? 0);
	const readings = segments.map((segment) => ({
		segment,
		reading: readingOf(segment, pictureOf)
	}));
	const framing = readings.map(({ reading, segment }) => told(reading, segment, 'framing'));
	const light = readings.map(({ reading, segment }) => told(reading, segment, 'light'));
	const people = [...new Set(segments.map(({ identity }) => identity))];
	const changed = SCENES.flatMap((scene) =>
		people.flatMap((person) => {
			const segment = segments.find((one) => one.identity === person && one.state === 'camera');
			if (!segment) return [];
			const dimmed = (number: number) => changeLight(pictureOf(number), empty, segment.box, scene);
			const few = { ...segment, numbers: segment.numbers.slice(0, FEW) };
			const { verdict } = judgeLight(readingOf(few, dimmed)).figures;
			if (verdict !== scene.verdict)
				process.stderr.write(`green-room: ${scene.name}, person ${person}: ${String(verdict)}\n`);
			return Number(verdict === scene.verdict);
		})
	);
	return [
		atLeast('clip, segments whose framing is told right', '%', percent(framing), 100),
		atLeast('clip, segments whose light is told right', '%', percent(light), 100),
		atLeast('clip with changed light, three skins, told right', '%', percent(changed), 95)
	];
};
export default bench;

interface Segment {
	state: string;
	identity: number | null;
	faces: number;
	framing: string;
	light: string;
	box: readonly [number, number, number, number];
	numbers: number[];
	frames: ClipFrame[];
}

function segmentsOf(frames: readonly ClipFrame[]): Segment[] {
	return [...new Set(frames.map(({ segment }) => segment))].map((of) => {
		const all = frames.flatMap((frame, number) =>
			frame.segment === of ? [{ frame, number }] : []
		);
		const steady = all.filter(({ frame }) => !frame.edge).filter((_, at) => at % EVERY === 0);
		const first = (steady[0] ?? all[0])?.frame as ClipFrame;
		return {
			...first,
			box: first.reading.box ?? [0, 0, 1, 1],
			numbers: steady.map(({ number }) => number),
			frames: steady.map(({ frame }) => frame)
		};
	});
}

function readingOf({ numbers, frames }: Segment, pictureOf: (number: number) => Picture) {
	const meter = new PictureMeter();
	numbers.forEach((number, at) => {
		const { data, width, height } = pictureOf(number);
		meter.add(data, width, height, frames[at]?.reading ?? null);
	});
	return meter.read();
}

function told(
	reading: ReturnType<typeof readingOf>,
	segment: Segment,
	what: 'framing' | 'light'
): number {
	const verdict =
		what === 'light'
			? judgeLight(reading).figures.verdict
			: judgeFraming(reading.seen).figures.verdict;
	const names = what === 'light' ? LIGHT : FRAMING;
	const one = names[segment[what]] ?? segment[what];
	// eyes on notes lower the face in the picture: the label says how the person sits
	const truth =
		what === 'light' || segment.faces === 1
			? one
			: segment.faces === 0
				? 'no-face'
				: 'several-faces';
	const isCastDown = what === 'framing' && segment.state === 'down' && verdict === 'too-low';
	const fits = verdict === truth || isCastDown;
	if (!fits)
		process.stderr.write(`green-room: ${segment.state}: ${String(verdict)}, not ${truth}\n`);
	return Number(fits);
}

const percent = (values: readonly number[]) =>
	(100 * values.reduce((sum, value) => sum + value, 0)) / values.length;
