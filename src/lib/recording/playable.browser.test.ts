import { expect, it } from 'vitest';
import recordingUrl from '../../../tests/fixtures/recording.webm?url';
import { makePlayable } from './playable.browser.ts';
import { WebmIndex } from './webm-index.ts';

const recorded = async () => {
	const bytes = await (await fetch(recordingUrl)).arrayBuffer();
	return new Blob([bytes], { type: 'video/webm' });
};

async function open(blob: Blob): Promise<HTMLVideoElement> {
	const video = document.createElement('video');
	video.muted = true;
	const loaded = new Promise((done) => video.addEventListener('loadedmetadata', done));
	video.src = URL.createObjectURL(blob);
	await loaded;
	return video;
}

async function seek(video: HTMLVideoElement, toS: number): Promise<number> {
	const seeked = new Promise((done) => video.addEventListener('seeked', done, { once: true }));
	video.currentTime = toS;
	await seeked;
	return video.currentTime;
}

it('plays from any point and says how long it is, which the recording itself does not', async () => {
	expect((await open(await recorded())).duration).toBe(Infinity);
	const video = await open(await makePlayable(await recorded()));
	expect(video.duration).toBeGreaterThan(2.8);
	expect(video.duration).toBeLessThan(3.3);
	expect(await seek(video, 1.5)).toBeCloseTo(1.5, 1);
	expect(await seek(video, 0.2)).toBeCloseTo(0.2, 1);
});

it('is the same with the index that was built while it was recorded', async () => {
	const blob = await recorded();
	const index = new WebmIndex();
	for (let at = 0; at < blob.size; at += 777) {
		index.feed(new Uint8Array(await blob.slice(at, at + 777).arrayBuffer()));
	}
	const bytes = async (each: Blob) => [...new Uint8Array(await each.arrayBuffer())];
	expect(await bytes(await makePlayable(blob, index))).toEqual(
		await bytes(await makePlayable(blob))
	);
});

it('gives back what it does not understand', async () => {
	const text = new Blob(['no recording'], { type: 'video/webm' });
	expect(await makePlayable(text)).toBe(text);
});
