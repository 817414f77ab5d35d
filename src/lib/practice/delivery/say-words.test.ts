import { expect, it } from 'vitest';
import { measuredPacing } from '../../../../tests/fixtures/measured.ts';
import { sayWords } from './say-words.ts';

const PACING = measuredPacing({
	durationMs: 62_000,
	speech: [
		[1000, 20_000],
		[21_000, 61_000]
	]
});
const typed = (text: string) => ({ source: 'typed-verbatim', text, segments: null }) as const;
const saysOf = (text: string, pacing: typeof PACING | null = PACING) =>
	sayWords(typed(text), pacing).map(({ says }) => says);

it('counts words, fillers and what is said over and over', () => {
	const sentence = 'um at the end of the day I learned ';
	expect(saysOf(sentence.repeat(6))).toEqual([
		'48 words, 48 a minute.',
		'6.0 sounds like “um” or “uh” a minute.',
		expect.stringContaining('6 times')
	]);
});

it('counts no fillers where they were not written, and says so', () => {
	expect(saysOf('I learned a lot.')[1]).toBe('No “um” or “uh” was written down.');
	const machine = { ...typed('I learned a lot.'), source: 'operator' } as const;
	expect(sayWords(machine, PACING)[1]?.says).toMatch(/^Not measurable: only a verbatim/);
	const unsaid = { ...typed('um I learned a lot.'), source: 'typed' } as const;
	expect(sayWords(unsaid, PACING)[1]?.says).toMatch(/^Not measurable: only a verbatim/);
});

it('gives no rate where it is not known how long it took', () => {
	expect(saysOf('I learned a lot.', null)[0]).toMatch(/^Not measurable: the sound .* not measured/);
	const why = 'The background noise is too loud.';
	const unmeasured = { ...PACING, speechSpans: null, notMeasurable: { speechSpans: why } };
	expect(saysOf('I learned a lot.', unmeasured).slice(0, 2)).toEqual([
		'Not measurable: the background noise is too loud.',
		'Not measurable: the background noise is too loud.'
	]);
});

it('says of every figure what it means, what it is compared with and how it was counted', () => {
	const lines = sayWords(typed('um at the end of the day '.repeat(6)), PACING);
	expect(lines).toHaveLength(3);
	for (const { name, facts } of lines) {
		expect(
			facts.map(({ term }) => term),
			name
		).toEqual(['What it means', 'Compared with', 'How it was measured']);
	}
});
