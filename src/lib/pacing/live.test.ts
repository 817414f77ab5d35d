import { expect, it } from 'vitest';
import { makeVoice } from '../../../tests/fixtures/voice.ts';
import { Analyser } from './analyser.ts';
import { LiveMeter } from './live.ts';

it('tells the speaking time as the report does, short gaps joined', async () => {
	const phrases = Array.from({ length: 10 }, () => ({ syllables: 3, perSecond: 4, pauseS: 0.18 }));
	const { samples } = makeVoice({ phrases, tailS: 1.2 });
	const meter = new LiveMeter(16_000);
	let speakingMs = 0;
	for (let at = 0; at < samples.length; at += 2048) {
		speakingMs = meter.push(samples.subarray(at, at + 2048))?.speakingMs ?? speakingMs;
	}
	const analyser = new Analyser(16_000);
	analyser.push([samples]);
	const { speechMs } = await analyser.end();
	expect(speechMs).toBeGreaterThan(7000);
	expect(Math.abs(speakingMs - speechMs!)).toBeLessThan(0.03 * speechMs!);
});
