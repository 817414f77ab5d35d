import { expect, it } from 'vitest';
import { parseByteRange } from './byte-range.ts';

it.each([
	['bytes=0-99', { start: 0, end: 100 }],
	['bytes=900-', { start: 900, end: 1000 }],
	['bytes=-100', { start: 900, end: 1000 }],
	['bytes=-5000', { start: 0, end: 1000 }],
	['bytes=999-99999', { start: 999, end: 1000 }],
	['bytes=0-0', { start: 0, end: 1 }],
	['bytes=1000-', 'unsatisfiable'],
	['bytes=-0', 'unsatisfiable'],
	['bytes=5-2', null],
	['bytes=0-1,5-6', null],
	['bytes=-', null],
	['lines=1-2', null],
	[null, null]
])('%s of 1000 bytes', (header, expected) => {
	expect(parseByteRange(header, 1000)).toEqual(expected);
});
