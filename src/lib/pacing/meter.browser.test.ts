import { expect, it } from 'vitest';
import { makeVoice, regularPhrases } from '../../../tests/fixtures/voice.ts';
import type { Reading } from './live.ts';
import { openMeter } from './meter.browser.ts';

it(
	'hears a voice from the microphone, and reports it at the end',
	{ timeout: 40_000 },
	async () => {
		const { stream, length } = await play();
		const readings: Reading[] = [];
		const meter = await openMeter(stream, (reading) => readings.push(reading), {
			isReported: true
		});
		// whether it is speech is told by how the vowels differ, so there must be some
		await expect
			.poll(() => readings.at(-1)?.speakingMs ?? 0, { timeout: 30_000 })
			.toBeGreaterThan(6000);
		expect(readings.at(-1)?.levelDb).toBeGreaterThan(-60);
		const report = await meter.finish();
		expect(report?.speechMs ?? 0).toBeGreaterThan(1500);
		expect(report?.durationMs).toBeLessThanOrEqual(length);
	}
);

it('does the work for a report only when one is asked for', async () => {
	const { stream } = await play();
	const readings: Reading[] = [];
	const meter = await openMeter(stream, (reading) => readings.push(reading));
	await expect.poll(() => readings.length, { timeout: 30_000 }).toBeGreaterThan(2);
	expect(await meter.finish()).toBeNull();
});

it('says that a stream without a microphone cannot be followed', async () => {
	await expect(openMeter(new MediaStream(), () => undefined)).rejects.toThrow();
});

/** A microphone that somebody speaks into. */
async function play(): Promise<{ stream: MediaStream; length: number }> {
	// sound may play without a click while the microphone is open
	await navigator.mediaDevices.getUserMedia({ audio: true });
	const context = new AudioContext();
	const { samples, rateHz } = makeVoice({
		phrases: regularPhrases(12, 4.2, 0.6),
		rateHz: 48_000,
		leadS: 0.1
	});
	const buffer = context.createBuffer(1, samples.length, rateHz);
	buffer.copyToChannel(samples as Float32Array<ArrayBuffer>, 0);
	const microphone = context.createMediaStreamDestination();
	const source = new AudioBufferSourceNode(context, { buffer });
	source.connect(microphone);
	source.start();
	await context.resume();
	return { stream: microphone.stream, length: (samples.length / rateHz) * 1000 + 60_000 };
}
