import { AudioSample, AudioSampleSource, BufferTarget, Output, WebMOutputFormat } from 'mediabunny';
import { expect, it } from 'vitest';
import { makeVoice, regularPhrases, type VoicePlan } from '../../../tests/fixtures/voice.ts';
import { analysePacing } from './analyse-file.browser.ts';

const TALK = regularPhrases(8, 4.2, 1.4);

it('finds the pauses and syllables of a recording, and says which detector did', async () => {
	const voice = makeVoice({ phrases: TALK, rateHz: 48_000 });
	const report = await analysePacing(await record({ phrases: TALK }));
	expect(report.detector).toBe('energy');
	expect(report.notMeasurable).toEqual({});
	expect(Math.abs((report.syllables ?? 0) - voice.syllables)).toBeLessThanOrEqual(2);
	expect(report.pauses).toHaveLength(voice.pauses.length);
	for (const [at, pause] of voice.pauses.entries()) {
		expect(Math.abs((report.pauses?.[at]?.startMs ?? 0) - pause.startMs)).toBeLessThanOrEqual(60);
		expect(Math.abs((report.pauses?.[at]?.endMs ?? 0) - pause.endMs)).toBeLessThanOrEqual(60);
	}
});

it('asks the network where it is noisy', async () => {
	const report = await analysePacing(await record({ phrases: TALK, snrDb: 14 }));
	expect(report.detectorNote).toBeUndefined();
	expect(report.detector).toBe('silero');
	expect(report.pausesOver1s).toBe(7);
});

it('measures nothing when the microphone stopped before the picture', async () => {
	const recording = await record({ phrases: TALK });
	const report = await analysePacing(recording, { videoDurationMs: 45_000 });
	expect(report.wordsPerMinute).toBeNull();
	expect(report.notMeasurable.pauses).toMatch(/The microphone missed \d+\.\d s/);
});

it.each([
	['nothing', new Blob([])],
	['no recording', new Blob([new Uint8Array(5000).fill(7)])]
])('says that it could not read %s', async (_, recording) => {
	const report = await analysePacing(recording);
	expect(report.syllables).toBeNull();
	expect(report.notMeasurable.syllables).toMatch(/could not read/);
});

/** A WebM file with a voice in Opus. */
async function record(plan: VoicePlan): Promise<Blob> {
	const { samples, rateHz } = makeVoice({ ...plan, rateHz: 48_000 });
	const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
	const source = new AudioSampleSource({ codec: 'opus', bitrate: 64_000 });
	output.addAudioTrack(source);
	await output.start();
	const sample = new AudioSample({
		data: samples,
		format: 'f32',
		numberOfChannels: 1,
		sampleRate: rateHz,
		timestamp: 0
	});
	await source.add(sample);
	sample.close();
	await output.finalize();
	return new Blob([output.target.buffer as ArrayBuffer], { type: 'video/webm' });
}
