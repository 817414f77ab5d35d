import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	longestSaying,
	piecesOf,
	pitchFor,
	readingMs,
	readVoiceChoice,
	usableVoices,
	voiceFor,
	type DeviceVoice
} from './voice.ts';

const voice = (name: string, more: Partial<DeviceVoice> = {}): DeviceVoice => ({
	voiceURI: name,
	name,
	lang: 'en-US',
	localService: true,
	default: false,
	...more
});

describe('the voices offered', () => {
	it('are of this device and English, the default first', () => {
		const all = [
			voice('Zoe'),
			voice('Google', { localService: false }),
			voice('Amélie', { lang: 'fr-CA' }),
			voice('Sam', { default: true }),
			voice('Ian', { lang: 'en_GB' }),
			voice('Enid', { lang: 'enm' })
		];
		expect(usableVoices(all).map(({ name }) => name)).toEqual(['Sam', 'Ian', 'Zoe']);
	});

	it('differ in a panel while there are enough of them, and in pitch when not', () => {
		const two = [voice('A'), voice('B')];
		expect([0, 1, 2].map((n) => voiceFor(two, 'B', n)?.name)).toEqual(['B', 'A', 'B']);
		expect(voiceFor(two, 'gone')?.name).toBe('A');
		expect(voiceFor([], null)).toBeNull();
		expect(pitchFor(2, 1)).toBe(1);
		expect(new Set([0, 1, 2].map((n) => pitchFor(1, n))).size).toBe(3);
	});
});

describe('what was chosen', () => {
	it('survives whatever the device kept', () => {
		const usual = { silent: false, voiceURI: null, rate: 1 };
		for (const kept of [null, '', 'null', '3', '[]', '{"rate":9,"silent":"yes","voiceURI":4}']) {
			expect(readVoiceChoice(kept)).toEqual(usual);
		}
		expect(readVoiceChoice('{"silent":true,"rate":0.8,"voiceURI":"Sam"}')).toEqual({
			silent: true,
			rate: 0.8,
			voiceURI: 'Sam'
		});
	});
});

describe('the pieces a question is said in', () => {
	it('are its sentences, and abbreviations end none', () => {
		expect(piecesOf('Why the U.S. and not home? Dr. Lee will ask. Take your time')).toEqual([
			'Why the U.S. and not home?',
			'Dr. Lee will ask.',
			'Take your time'
		]);
		expect(piecesOf(' … ')).toEqual([]);
	});

	it('lose no word and stay short', () => {
		const words = fc.array(fc.stringMatching(/^[a-z]{1,30}[,.?]?$/), {
			minLength: 1,
			maxLength: 90
		});
		fc.assert(
			fc.property(words, (all) => {
				const pieces = piecesOf(all.join(' '));
				expect(pieces.join(' ')).toBe(all.join(' '));
				for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(120);
			})
		);
	});

	it('have an end even when the engine reports none, under 40 s', () => {
		expect(longestSaying('x'.repeat(120), 0.7)).toBeLessThan(40_000);
	});
});

it('reading takes as long as its words, and never no time', () => {
	expect(readingMs('Why?')).toBe(1500);
	expect(readingMs('one two three four five six seven eight nine ten')).toBe(4000);
});
