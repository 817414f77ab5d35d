import { expect, it } from 'vitest';
import recordingUrl from '../../../tests/fixtures/recording.webm?url';
import { makePoster } from './poster.browser.ts';
import { LARGEST_POSTER, sniffPicture } from './picture.ts';

it('is a small JPEG of what the camera shows', async () => {
	const stream = await navigator.mediaDevices.getUserMedia({ video: true });
	const picture = await makePoster(stream);
	stream.getTracks().forEach((track) => track.stop());
	expect(picture?.type).toBe('image/jpeg');
	const bytes = new Uint8Array(await picture!.arrayBuffer());
	expect(sniffPicture(bytes)).toBe('jpeg');
	expect(bytes.length).toBeLessThan(LARGEST_POSTER);
	const image = await createImageBitmap(picture!);
	expect(image.width).toBeGreaterThan(100);
	expect(image.width).toBeLessThanOrEqual(480);
});

it('is nothing when there is no camera', async () => {
	const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
	expect(await makePoster(stream)).toBeNull();
	stream.getTracks().forEach((track) => track.stop());
});

it('is the first that a recording shows, also one that ends in the middle of a frame', async () => {
	const bytes = await (await fetch(recordingUrl)).arrayBuffer();
	const type = 'video/webm';
	for (const recording of [
		new Blob([bytes], { type }),
		new Blob([bytes.slice(0, 20_000)], { type })
	])
		expect((await makePoster(recording))?.type).toBe('image/jpeg');
	expect(await makePoster(new Blob(['no recording'], { type }))).toBeNull();
});
