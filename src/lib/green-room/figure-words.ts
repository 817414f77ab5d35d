/** The figures of a verdict in words; the unit stands at the end of a figure's name. */

const UNITS: readonly [ending: RegExp, write: (value: number) => string][] = [
	[/BitsPerSecond$/, (value) => `${(value / 1e6).toFixed(value < 1e7 ? 1 : 0)} Mbit/s`],
	[/PerSecond$/, (value) => `${round(value)} per second`],
	[/Ms$/, (value) => `${Math.round(value)} ms`],
	[/Bytes$/, (value) => `${(value / 1e6).toFixed(0)} MB`],
	[/(Db|Dbfs)$/, (value) => `${round(value)} dB`],
	[/Deg$/, (value) => `${round(value)}°`],
	[/Hz$/, (value) => `${round(value)} Hz`],
	[/Px$/, (value) => `${Math.round(value)} px`],
	[/Share$/, (value) => `${Math.round(value * 100)} %`],
	[/S$/, (value) => `${round(value)} s`]
];

const round = (value: number) => String(Number(value.toFixed(Math.abs(value) < 10 ? 2 : 0)));

/** Name and value of each figure that was measured, in their order. */
export function spellFigures(
	figures: Readonly<Record<string, number | string | null>>
): [name: string, value: string][] {
	return Object.entries(figures).flatMap(([key, value]) => {
		// the code of a verdict is for programs; the finding says it in words
		if (value === null || key === 'verdict') return [];
		const unit = UNITS.find(([ending]) => ending.test(key));
		const name = words(unit ? key.replace(unit[0], '') : key) || words(key);
		if (typeof value === 'string') return [[words(key), value]];
		return [[name, unit ? unit[1](value) : round(value)]];
	});
}

/** `faceHeight` as `Face height`. */
function words(key: string): string {
	const spaced = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
	return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
