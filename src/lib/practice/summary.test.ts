import { describe, expect, it } from 'vitest';
import { GAZE, measuredPacing, PACING } from '../../../tests/fixtures/measured.ts';
import { GAZE_VERSION } from '../gaze/report.ts';
import { packTrack, type GazeSample, type GazeState } from '../gaze/track.ts';
import { NOTHING_MEASURED, type Delivery } from './delivery/measured.ts';
import { summarise } from './summary.ts';

const TARGET = { fromS: 60, toS: 90 };

/** Ten samples a second; one letter a sample: l lens, s screen, b blink, n no face. */
function trackOf(letters: string): string {
	const states: Record<string, GazeState> = { l: 'lens', s: 'screen', b: 'blink', n: 'no-face' };
	const samples: GazeSample[] = [...letters].map((letter, at) => {
		return { atMs: at * 100, state: states[letter] ?? 'away', xDeg: 0, yDeg: 0 };
	});
	return packTrack(samples);
}

function linesOf(delivery: Partial<Delivery> | null, durationMs: number | null = 75_000) {
	const whole = delivery && { ...NOTHING_MEASURED, ...delivery };
	const lines = summarise({ durationMs, target: TARGET, delivery: whole });
	return new Map(lines.map((line) => [line.name, line]));
}

describe('the length', () => {
	it.each([
		[59_000, 'Your answer lasted 59 s, 1 s under the aim.', 'caution'],
		[60_000, 'Your answer lasted 1 min, within the aim.', 'good'],
		[90_400, 'Your answer lasted 1 min 30 s, within the aim.', 'good'],
		[104_000, 'Your answer lasted 1 min 44 s, 14 s over the aim.', 'caution']
	])('of %i ms is compared with the aim, to the second', (ms, says, tone) => {
		expect(linesOf(null, ms).get('Length')).toMatchObject({ says, tone });
	});

	it('is not said of a recording whose length is not known', () => {
		expect(linesOf(null, null).get('Length')?.says).toContain('Not known');
	});
});

describe('what was heard', () => {
	it('is said in sentences with the figure in them', () => {
		const lines = linesOf({ pacing: PACING });
		expect(lines.get('Speaking')?.says).toBe(
			'You spoke for 1 min 8 s of the 1 min 30 s you aimed for. Pauses took 5 % of the time from your first to your last word.'
		);
		expect(lines.get('First word')?.says).toBe('Your first word came after 0.9 s.');
		expect(lines.get('Pauses')?.says).toBe(
			'You made 2 pauses of 1 s or more (1.7 a minute), 1 of them 2 s or more. The longest lasted 2.4 s.'
		);
		expect(lines.get('Pauses')?.seekMs).toBe(39_000);
		expect(lines.get('Pace')).toMatchObject({
			says: 'About 128 to 152 words a minute (estimate), within the comfortable range.',
			tone: 'good'
		});
		expect(lines.get('Sound')?.says).toBe('Your voice was 31 dB above the noise: clean.');
		expect(lines.get('Loudness')?.says).toBe(
			'Your voice was at 20 dB below full scale: easy to hear.'
		);
		expect(lines.get('Clipping')?.says).toBe('No sound was cut off.');
	});

	it('says where each band comes from, and which detector was used', () => {
		const lines = linesOf({ pacing: { ...PACING, detector: 'silero', snrDb: 12 } });
		for (const name of ['Speaking', 'Pauses', 'Pace']) {
			const facts = lines
				.get(name)
				?.facts.map(({ text }) => text)
				.join(' ');
			expect(facts, name).toContain('Earnings-22');
		}
		expect(lines.get('Pauses')?.facts[2]?.text).toContain('Silero');
		expect(lines.get('Sound')?.tone).toBe('caution');
	});

	it('compares every figure with a band in the same unit', () => {
		const lines = linesOf({ pacing: PACING });
		const compared = (name: string) =>
			lines.get(name)?.facts.find(({ term }) => term === 'Compared with')?.text;
		expect(lines.get('Pauses')?.says).toContain('a minute');
		expect(compared('Pauses')).toContain('0 to 4.2 pauses of 1 s or more a minute');
		expect(lines.get('Speaking')?.says).toContain('Pauses took 5 %');
		expect(compared('Speaking')).toContain('pauses took 10 to 27 %');
		const none = linesOf({
			pacing: measuredPacing({ durationMs: 75_000, speech: [[900, 73_000]] })
		});
		expect(none.get('Pauses')?.says).toBe('You made no pauses of 1 s or more.');
	});

	it('says of every figure what it means, what it is compared with and how it was measured', () => {
		const lines = [...linesOf({ pacing: PACING }).values()];
		const measured = lines.filter(({ says }) => !says.startsWith('Not measurable'));
		expect(measured).toHaveLength(9);
		for (const { name, facts } of measured) {
			const terms = facts.map(({ term }) => term);
			expect(terms.slice(0, 3), name).toEqual([
				'What it means',
				'Compared with',
				'How it was measured'
			]);
			expect(new Set(terms).size, name).toBe(terms.length);
			expect(facts.every(({ text }) => text.length > 20)).toBe(true);
		}
	});

	it('names older rules once, for all of it', () => {
		const lines = linesOf({ pacing: { ...PACING, version: 2 } });
		const says = [...lines.values()].map((line) => line.says);
		expect(says.filter((each) => each.includes('older rules'))).toHaveLength(1);
		expect(lines.get('Speech')?.says).toMatch(/^Speech and voice .* \(version 2\)/);
		expect(linesOf({ pacing: PACING }).has('Speech')).toBe(false);
	});

	it('gives the reason, and never a number, for what could not be measured', () => {
		const why = 'There is less than 20 s of speech.';
		const lines = linesOf({
			pacing: { ...PACING, wordsPerMinute: null, notMeasurable: { wordsPerMinute: why } }
		});
		expect(lines.get('Pace')?.says).toBe('Not measurable: there is less than 20 s of speech.');
		const cut = 'The sound is cut off by too much volume (4.0 % of it).';
		const clipped = linesOf({
			pacing: {
				...PACING,
				clippedShare: 0.04,
				speechLevelDb: null,
				notMeasurable: { speechLevelDb: cut }
			}
		});
		expect(clipped.get('Loudness')?.says).toMatch(/^Not measurable: the sound is cut off/);
		expect(clipped.get('Clipping')).toMatchObject({ tone: 'caution' });
		expect(linesOf(null).get('Speech')?.says).toMatch(/^Not measurable/);
	});
});

describe('eye contact', () => {
	it('is a band of the time spoken, with its margin and method one tap away', () => {
		const line = linesOf({ gaze: GAZE }).get('Eye contact');
		expect(line?.says).toBe('You looked at the lens for 68 % to 80 % of the time you spoke.');
		const facts = line?.facts.map(({ text }) => text).join(' ');
		expect(facts).toContain('Give or take 6 points');
		// the page about eye contact promises a band, never one number
		expect(facts).not.toContain('71 %');
	});

	it('is the time the face could be read where it is not known when the person spoke', () => {
		const line = linesOf({ gaze: { ...GAZE, lensShareSpeaking: null } }).get('Eye contact');
		expect(line?.says).toContain('65 % to 77 % of the time your face could be read');
	});

	it('leads to the longest look away, which a blink does not end', () => {
		const track = trackOf(`${'l'.repeat(30)}ss${'l'.repeat(10)}sssbbsaaal`);
		const line = linesOf({ gaze: GAZE, gazeTrack: track }).get('Looks away');
		expect(line?.says).toBe(
			'Your longest look away from the lens lasted 3.2 s. 1 look away lasted over 2 s.'
		);
		expect(line?.seekMs).toBe(3200);
	});

	it('says why it is not there: never measured, no model, another version', () => {
		expect(linesOf(null).get('Eye contact')?.says).toMatch(/^Not measurable: eye contact is/);
		const why = 'Eye contact is not available: the model is not installed.';
		const none = { ...GAZE, lensShare: null, lensShareSpeaking: null, notMeasurable: why };
		expect(linesOf({ gaze: none }).get('Eye contact')?.says).toBe(`Not measurable: ${why}`);
		const old = linesOf({ gaze: { ...GAZE, version: GAZE_VERSION + 1 } }).get('Eye contact');
		expect(old?.says).toContain(`version ${GAZE_VERSION + 1}`);
	});

	it('names the picture too, measured or not', () => {
		expect(linesOf(null).get('Framing')?.says).toMatch(/^Not measurable/);
		const framing = { faceHeight: 0.39, headroom: 0.15, verdict: 'good' };
		const lines = linesOf({ framing: framing as Delivery['framing'] });
		expect(lines.get('Framing')).toMatchObject({ tone: 'good' });
		expect(lines.get('Light')?.says).toMatch(/^Not measurable/);
	});
});
