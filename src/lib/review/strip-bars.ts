/** The drawing of a strip: one path for each kind of stretch, so that an hour costs no more elements than a minute. */
import type { GazeKind, SpeechKind, Stretch } from '../practice/delivery/strips.ts';

/** The drawing's own units; it is stretched to the width it is given. */
export const STRIP_WIDTH = 1000;
export const STRIP_HEIGHT = 32;

/** How high a kind stands above the lower edge. */
const HEIGHTS: Record<GazeKind | SpeechKind, number> = {
	lens: 32,
	screen: 18,
	away: 8,
	unseen: 2,
	speech: 28,
	pause: 0,
	'pause-1s': 6,
	'pause-2s': 12,
	silence: 2
};

export interface StripBar {
	kind: GazeKind | SpeechKind;
	/** An SVG path. */
	path: string;
}

/** `durationMs`: what the whole width stands for. */
export function barsOf(stretches: readonly Stretch[], durationMs: number): StripBar[] {
	const scale = STRIP_WIDTH / Math.max(1, durationMs);
	const kinds = [...new Set(stretches.map(({ kind }) => kind))].filter((kind) => HEIGHTS[kind] > 0);
	return kinds.map((kind) => {
		const height = HEIGHTS[kind];
		const rectangles = stretches
			.filter((stretch) => stretch.kind === kind)
			.map(({ startMs, endMs }) => {
				const left = Math.min(STRIP_WIDTH, startMs * scale);
				const width = Math.min(STRIP_WIDTH, endMs * scale) - left;
				return `M${round(left)} ${STRIP_HEIGHT - height}h${round(width)}v${height}h-${round(width)}z`;
			});
		return { kind, path: rectangles.join('') };
	});
}

const round = (value: number) => Math.round(value * 100) / 100;
