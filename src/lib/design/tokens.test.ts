import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, type Oklch } from './contrast.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const SCHEMES = ['light', 'dark'] as const;

const SURFACES = ['surface', 'surface-raised', 'surface-sunk'];
/** Text and what it stands on: at least 4.5 to 1. */
const READ: [string, string[]][] = [
	['ink', [...SURFACES, 'accent-soft', 'good-soft', 'caution-soft', 'stop-soft']],
	['quiet', [...SURFACES, 'accent-soft']],
	['accent', [...SURFACES, 'accent-soft']],
	['accent-hover', [...SURFACES, 'accent-soft']],
	['good', [...SURFACES, 'good-soft']],
	['caution', [...SURFACES, 'caution-soft']],
	['stop', [...SURFACES, 'stop-soft']],
	['on-accent', ['accent', 'accent-hover']],
	['on-stop', ['stop', 'stop-hover']]
];
/** Edges of controls and the focus ring: at least 3 to 1. */
const SEEN: [string, string[]][] = [
	['line-strong', SURFACES],
	['accent', SURFACES]
];

describe('the measure itself', () => {
	it('gives the known contrasts', () => {
		const grey = (lightness: number): Oklch => ({ lightness, chroma: 0, hueDeg: 0 });
		expect(contrast(grey(0), grey(1))).toBeCloseTo(21, 1);
		// #767676, the darkest-looking grey that still passes on white, is oklch(56.6% 0 0)
		expect(contrast(grey(0.5658), grey(1))).toBeCloseTo(4.54, 1);
		// pure sRGB red on white is 4.0
		expect(contrast({ lightness: 0.62796, chroma: 0.25768, hueDeg: 29.234 }, grey(1))).toBeCloseTo(
			4,
			1
		);
	});
});

describe.each(SCHEMES)('%s scheme', (scheme) => {
	it.each(pairs(READ))('text %s on %s can be read', (front, back) => {
		expect(contrast(role(front, scheme), role(back, scheme))).toBeGreaterThanOrEqual(4.5);
	});
	it.each(pairs(SEEN))('edge %s on %s can be seen', (front, back) => {
		expect(contrast(role(front, scheme), role(back, scheme))).toBeGreaterThanOrEqual(3);
	});
});

function pairs(table: [string, string[]][]): [string, string][] {
	return table.flatMap(([front, backs]) => backs.map((back): [string, string] => [front, back]));
}

function role(name: string, scheme: (typeof SCHEMES)[number]): Oklch {
	const written = new RegExp(`--${name}: light-dark\\((oklch\\([^)]*\\)), (oklch\\([^)]*\\))\\);`);
	const found = written.exec(css);
	if (!found) throw new Error(`tokens.css has no role --${name} with a colour for each scheme`);
	const colour = found[scheme === 'light' ? 1 : 2] ?? '';
	const [lightness, chroma, hueDeg] = (colour.match(/[\d.]+/g) ?? []).map(Number);
	return { lightness: (lightness ?? NaN) / 100, chroma: chroma ?? NaN, hueDeg: hueDeg ?? NaN };
}
