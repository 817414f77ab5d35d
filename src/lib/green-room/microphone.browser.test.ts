import { expect, it } from 'vitest';
import { makeVoice, regularPhrases } from '../../../tests/fixtures/voice.ts';
import { judgeEcho } from './echo.ts';
import { probeEcho } from './echo.browser.ts';
import { probeMicrophone } from './microphone.browser.ts';
import { judgeMicrophone } from './microphone.ts';

it('hears a voice, judges it and gives it back to be played', { timeout: 40_000 }, async () => {
	const { samples } = makeVoice({
		phrases: regularPhrases(12, 4.5, 0.4),
		rateHz: 48_000,
		leadS: 0.1,
		snrDb: 45
	});
	const stream = await play(samples as Float32Array<ArrayBuffer>);
	const told: number[] = [];
	const { reading, recording } = await probeMicrophone(stream, {
		onProgress: (share) => told.push(share)
	});
	expect(judgeMicrophone(reading)).toMatchObject({ figures: { verdict: 'good' } });
	expect(reading.speechMs).toBeGreaterThan(1000);
	expect(told.at(-1)).toBe(1);
	expect(stream.getAudioTracks()[0]?.readyState).toBe('live');
	const context = new AudioContext();
	const sound = await context.decodeAudioData(await recording.arrayBuffer());
	expect(sound.duration).toBeGreaterThan(2);
	await context.close();
});

it('listens for the speakers in the microphone, and hears nothing where nothing comes back', async () => {
	const quietRoom = await play(quietNoise(48_000));
	const reading = await probeEcho(quietRoom);
	expect(judgeEcho(reading)).toMatchObject({ grade: 'good', figures: { verdict: 'no-echo' } });
});

it('says that it could not listen where the microphone gives digital silence', async () => {
	const muted = await play(new Float32Array(48_000));
	await expect(probeEcho(muted)).rejects.toThrow('The microphone gave no sound');
});

it('ends at once when it is aborted, and where there is no microphone', async () => {
	const stream = await play(new Float32Array(48_000));
	const stop = new AbortController();
	const probing = probeMicrophone(stream, {
		signal: stop.signal,
		onProgress: () => stop.abort(new Error('enough'))
	});
	await expect(probing).rejects.toThrow('enough');
	await expect(probeMicrophone(new MediaStream())).rejects.toThrow('No microphone is on.');
	const ended = await play(new Float32Array(480));
	ended.getTracks().forEach((track) => track.stop());
	await expect(probeEcho(ended)).rejects.toThrow('No microphone is on.');
});

/** A second of the hiss of a quiet room: about -60 dB of full scale, the same each time. */
function quietNoise(length: number): Float32Array<ArrayBuffer> {
	let seed = 1;
	return Float32Array.from({ length }, () => {
		seed = (seed * 48_271) % 2_147_483_647;
		return 0.002 * (seed / 2_147_483_647 - 0.5);
	});
}

/** A microphone that this sound comes from, over and over. */
async function play(samples: Float32Array<ArrayBuffer>): Promise<MediaStream> {
	// sound may play without a click while the microphone is open
	await navigator.mediaDevices.getUserMedia({ audio: true });
	const context = new AudioContext();
	const buffer = context.createBuffer(1, samples.length, 48_000);
	buffer.copyToChannel(samples, 0);
	const microphone = context.createMediaStreamDestination();
	const source = new AudioBufferSourceNode(context, { buffer, loop: true });
	source.connect(microphone);
	source.start();
	await context.resume();
	return microphone.stream;
}
