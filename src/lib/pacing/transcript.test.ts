import { describe, expect, it } from 'vitest';
import { countWords, wordsOf } from './transcript.ts';

const minute = Array.from({ length: 120 }, (_, at) => `word${at}`).join(' ');

describe('counting words', () => {
	it('gives words a minute over the time that was spoken', () => {
		expect(countWords(minute, 60_000, true)).toMatchObject({ words: 120, wordsPerMinute: 120 });
		expect(countWords(minute, 90_000, true).wordsPerMinute).toBe(80);
	});

	it.each([null, 19_999])('gives no rate over %s ms', (spokenMs) => {
		expect(countWords(minute, spokenMs, true).wordsPerMinute).toBeNull();
	});

	it('counts fillers only where the transcript is verbatim, and not as words', () => {
		const text = `Um, ${minute} uh - erm`;
		expect(countWords(text, 60_000, true)).toMatchObject({ words: 120, fillersPerMinute: 3 });
		const counted = countWords(text, 60_000, false);
		expect(counted.fillersPerMinute).toBeNull();
		expect(counted.fillersNotMeasurable).toMatch(/verbatim/);
	});

	it('leaves words that only sometimes fill', () => {
		expect(countWords('I like my umbrella, so I took it', 30_000, true).fillersPerMinute).toBe(0);
	});

	it('tells phrases said three times, the longest form once', () => {
		const text =
			'At the end of the day I learn. At the end of the day, I ask. At the end of the day!';
		expect(countWords(text, 30_000, true).repeated).toContainEqual({
			phrase: 'at the end of the',
			times: 3
		});
		expect(countWords(text, 30_000, true).repeated.map(({ phrase }) => phrase)).not.toContain(
			'the end of'
		);
		expect(countWords('one two three one two three', 30_000, true).repeated).toEqual([]);
	});

	it('knows a word in other scripts and with an apostrophe', () => {
		expect(wordsOf('Don’t stop: well-known naïve доктор 24/7')).toEqual([
			"don't",
			'stop',
			'well-known',
			'naïve',
			'доктор',
			'24',
			'7'
		]);
		expect(wordsOf(' …—! ')).toEqual([]);
	});
});

it('takes no name in capitals for a filler, and counts fillers however long they are', () => {
	const ward = countWords('I worked in the ER. I applied to EM.', 60_000, true);
	expect(ward).toMatchObject({ words: 9, fillersPerMinute: 0 });
	const drawn = countWords('Ummm so uhhh hmmm I erm eh went', 60_000, true);
	expect(drawn).toMatchObject({ words: 3, fillersPerMinute: 5 });
	expect(countWords('He was humming in the hem of Uma.', 60_000, true).fillersPerMinute).toBe(0);
});

it('keeps marks with their letters', () => {
	expect(wordsOf('naïve café'.normalize('NFD'))).toEqual(['naïve', 'café']);
	expect(wordsOf('नमस्ते मेरा नाम')).toHaveLength(3);
});
