import { expect, test } from './stage.ts';
import { decodeLabels, readLabel } from './labels.ts';

test.use({ camera: { seconds: 20 } });

test('what the fake camera shows can be told frame by frame, also from a recording of it', async ({
	page
}) => {
	await page.goto('/');
	const recorded = await page.evaluate(async () => {
		const stream = await navigator.mediaDevices.getUserMedia({
			video: { width: 640, height: 360 },
			audio: true
		});
		const video = document.createElement('video');
		video.muted = true;
		video.srcObject = stream;
		document.body.append(video);
		await video.play();
		const audio = new AudioContext();
		const analyser = audio.createAnalyser();
		audio.createMediaStreamSource(stream).connect(analyser);
		const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8,opus' });
		const parts: Blob[] = [];
		recorder.ondataavailable = (event) => parts.push(event.data);
		let loudest = 0;
		recorder.start();
		while (audio.currentTime < 5) {
			await new Promise((done) => video.requestVideoFrameCallback(done));
			const sound = new Float32Array(analyser.fftSize);
			analyser.getFloatTimeDomainData(sound);
			loudest = Math.max(loudest, ...sound);
		}
		recorder.stop();
		await new Promise((done) => recorder.addEventListener('stop', done));
		const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
		return { loudest, bytes: Array.from(bytes, (byte) => String.fromCharCode(byte)).join('') };
	});
	expect(recorded.loudest).toBeGreaterThan(0.05);
	expect(await readLabel(page.locator('video'))).not.toBeNull();

	const frames = await decodeLabels(page, Buffer.from(recorded.bytes, 'latin1'));
	const numbers = frames.map((frame) => frame.number).filter((number) => number !== null);
	expect(frames.length).toBeGreaterThan(50);
	expect(numbers.length).toBeGreaterThanOrEqual(frames.length * 0.95);
	expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
	const [first, last] = [frames[0], frames.at(-1)];
	const shownMs = (((last?.number ?? 0) - (first?.number ?? 0)) * 1000) / 30;
	expect(Math.abs(shownMs - ((last?.atMs ?? 0) - (first?.atMs ?? 0)))).toBeLessThan(500);
});
