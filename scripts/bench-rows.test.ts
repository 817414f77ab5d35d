import { expect, it } from 'vitest';
import { drawTable } from './bench-rows.ts';

it('stands in columns, and says what is missed', () => {
	const table = drawTable([
		{
			name: 'lost at kill',
			value: 0.6,
			unit: 's',
			goal: 'at most 1.0',
			holds: true,
			baseline: 1.06
		},
		{ name: 'script', value: 170, unit: 'kB', goal: 'at most 150', holds: false }
	]);
	expect(table.split('\n')).toEqual([
		'      measure       value   goal         baseline',
		'ok    lost at kill  0.6 s   at most 1.0  1.06 s',
		'MISS  script        170 kB  at most 150'
	]);
});
