import { expect, test } from './stage.ts';
import { readBarcode } from '../fixtures/labelled-video.ts';

test.use({ camera: { seconds: 20 } });

test('the fake camera shows the labelled video, frame by frame, and the microphone is heard', async ({
	page
}) => {
	await page.goto('/');
	const seen = await page.evaluate(async () => {
		const stream = await navigator.mediaDevices.getUserMedia({
			video: { width: 1280, height: 720 },
			audio: true
		});
		const video = document.createElement('video');
		video.muted = true;
		video.srcObject = stream;
		await video.play();
		const audio = new AudioContext();
		const analyser = audio.createAnalyser();
		audio.createMediaStreamSource(stream).connect(analyser);
		const canvas = new OffscreenCanvas(640, 360);
		const context = canvas.getContext('2d', { willReadFrequently: true });
		if (!context) throw new Error('no canvas');
		const frames: number[][] = [];
		let loudest = 0;
		while (frames.length < 60) {
			await new Promise((done) => video.requestVideoFrameCallback(done));
			context.drawImage(video, 0, 0, 640, 360);
			frames.push([...context.getImageData(0, 0, 640, 20).data]);
			const sound = new Float32Array(analyser.fftSize);
			analyser.getFloatTimeDomainData(sound);
			loudest = Math.max(loudest, ...sound);
		}
		for (const track of stream.getTracks()) track.stop();
		return { frames, loudest };
	});
	const numbers = seen.frames.map((frame) => readBarcode(Uint8Array.from(frame), 640, 20));
	const readable = numbers.filter((number) => number !== null);
	expect(readable.length).toBeGreaterThanOrEqual(54);
	expect(new Set(readable).size).toBeGreaterThan(30);
	expect(readable).toEqual([...readable].sort((a, b) => a - b));
	expect(seen.loudest).toBeGreaterThan(0.05);
});
