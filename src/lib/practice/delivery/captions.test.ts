import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toWebVtt } from './captions.ts';
import { cleanSegments, NewTranscriptSchema, readTranscript } from './transcript.ts';
import { checkInput } from '../../platform/input.ts';

const VTT = `WEBVTT - made elsewhere

NOTE not a caption
00:00.000 --> 00:01.000

1
00:01.500 --> 00:04.000 align:start
<v Ana>I was <i>born</i> in Lagos &amp; trained there.

01:00:04.000 --> 01:00:05.250
Then I came here.`;

const SRT = `1
00:00:04,000 --> 00:00:06,500
second line
goes on

2
00:00:01,000 --> 00:00:02,000
{\\an8}first`;

describe('reading a transcript', () => {
	it('keeps plain words as they are, without times', () => {
		expect(readTranscript('  Tell me.\nMore --> less. ')).toEqual({
			text: 'Tell me.\nMore --> less.',
			segments: null
		});
	});

	it('reads WebVTT without notes, marks and settings', () => {
		expect(readTranscript(VTT).segments).toEqual([
			{ startMs: 1500, endMs: 4000, text: 'I was born in Lagos & trained there.' },
			{ startMs: 3_604_000, endMs: 3_605_250, text: 'Then I came here.' }
		]);
	});

	it('reads SRT, in the order of the times', () => {
		expect(readTranscript(SRT)).toEqual({
			text: 'first\nsecond line goes on',
			segments: [
				{ startMs: 1000, endMs: 2000, text: 'first' },
				{ startMs: 4000, endMs: 6500, text: 'second line goes on' }
			]
		});
	});

	const TWO = [
		{ startMs: 0, endMs: 4000, text: 'I am a doctor.' },
		{ startMs: 4000, endMs: 8000, text: 'I trained in Lagos.' }
	];
	it.each([
		[
			'brackets',
			'[00:00:00.000 --> 00:00:04.000]  I am a doctor.\n[00:00:04.000 --> 00:00:08.000] I trained in Lagos.'
		],
		['clocks above the words', '0:00\nI am a doctor.\n0:04\nI trained in Lagos.'],
		['clocks before the words', '0:00 I am a doctor.\n0:04 I trained in Lagos.'],
		[
			'SRT without empty lines',
			'1\n00:00:00,000 --> 00:00:04,000\nI am a doctor.\n2\n00:00:04,000 --> 00:00:08,000\nI trained in Lagos.'
		]
	])('makes no words of times in %s', (_, given) => {
		expect(readTranscript(given).segments).toEqual(TWO);
	});

	it('leaves a time that is said in the words', () => {
		const said = 'At 8:30 I came in.\n9:15 was the round.';
		expect(readTranscript(said)).toEqual({ text: said, segments: null });
	});

	it.each([
		['WEBVTT\n\n00:05.000 --> 00:04.000\nback', 'Line 3 ends before it starts.'],
		['WEBVTT\n\nnow --> then\nwords', 'Line 3 is not a pair of times'],
		['WEBVTT\n\n99:00:00.000 --> 99:00:01.000\nlate', 'later than any recording'],
		['WEBVTT\n\n00:61.000 --> 00:62.000\nseconds', 'Line 3 is not a pair of times'],
		['WEBVTT\n\n01:75:00.000 --> 01:76:00.000\nminutes', 'Line 3 is not a pair of times'],
		['WEBVTT\n\n00:01.000 --> 00:02.000\n\n', 'no words']
	])('refuses %j and says why', (given, why) => {
		expect(() => readTranscript(given)).toThrow(why);
	});

	it('takes 50 kB and not a byte more, counted as they are sent', () => {
		const fits = 'é'.repeat(25_000);
		expect(checkInput(NewTranscriptSchema, { text: fits })).toEqual({
			text: fits,
			source: 'typed'
		});
		expect(() => checkInput(NewTranscriptSchema, { text: `${fits}.` })).toThrow('50 kB');
	});
});

describe('words that a model heard', () => {
	it('are cleaned, put in order, and end with the recording', () => {
		const heard = [
			{ startMs: 4000, endMs: 9000, text: ' two\u0000 \ud800words\n' },
			{ startMs: 1000, endMs: 2000, text: 'one' },
			{ startMs: 2000, endMs: 3000, text: '\u0000\u0007' },
			{ startMs: 6000, endMs: 9000, text: 'late' }
		];
		expect(cleanSegments(heard, 5000)).toEqual([
			{ startMs: 1000, endMs: 2000, text: 'one' },
			{ startMs: 4000, endMs: 5000, text: 'two \ufffdwords' }
		]);
		expect(cleanSegments(heard.slice(2), 5000)).toBeNull();
		expect(cleanSegments(null, null)).toBeNull();
	});
});

describe('captions', () => {
	it('are those of a timed transcript, with marks made harmless', () => {
		const text = 'a <b> --> & c';
		expect(toWebVtt({ text, segments: [{ startMs: 61_001, endMs: 62_000, text }] }, [], null)).toBe(
			'WEBVTT\n\n00:01:01.001 --> 00:01:02.000\na &lt;b&gt; --&gt; &amp; c\n'
		);
	});

	it('put plain words where speech is, and say that it is an estimate', () => {
		const spoken = [
			{ startMs: 1000, endMs: 3000 },
			{ startMs: 8000, endMs: 10_000 }
		];
		const vtt = toWebVtt(
			{ text: 'One, two, three. Four, five, six.', segments: null },
			spoken,
			12_000
		);
		expect(vtt).toContain('NOTE Times are estimates');
		const [first, second] = readTranscript(vtt).segments ?? [];
		expect(first).toMatchObject({ startMs: 1000, text: 'One, two, three.' });
		expect(second).toMatchObject({ endMs: 10_000, text: 'Four, five, six.' });
		expect(first?.endMs).toBeLessThanOrEqual(3000);
	});

	it('lose no word, whatever was typed', () => {
		const words = fc
			.array(fc.stringMatching(/^[\p{L}.,!?'<>&-]{1,12}$/u), { minLength: 1, maxLength: 60 })
			.map((each) => each.join(' '))
			.filter((text) => readTranscript(text).segments === null);
		fc.assert(
			fc.property(words, fc.integer({ min: 1, max: 600_000 }), (text, durationMs) => {
				const vtt = toWebVtt({ text, segments: null }, [], durationMs);
				const back = readTranscript(vtt).text;
				expect(back.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
			})
		);
	});
});
