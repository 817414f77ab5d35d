import { expect, it } from 'vitest';
import { pixelReader } from './frame-pixels.browser.ts';

const readPixels = pixelReader();

/** Red above, blue below. */
function frameOf(width: number, height: number, init: Partial<VideoFrameInit> = {}): VideoFrame {
	const canvas = new OffscreenCanvas(width, height);
	const pen = canvas.getContext('2d');
	if (!pen) throw new Error('no canvas');
	pen.fillStyle = 'rgb(220 20 20)';
	pen.fillRect(0, 0, width, height / 2);
	pen.fillStyle = 'rgb(20 20 220)';
	pen.fillRect(0, height / 2, width, height / 2);
	return new VideoFrame(canvas, { timestamp: 0, ...init });
}

const pixelAt = ({ data, width }: ImageData, x: number, y: number) =>
	[...data.slice((y * width + x) * 4, (y * width + x) * 4 + 3)].map((value) =>
		Math.round(value / 20)
	);

it('gives a frame as pixels, also after one of another size', async () => {
	for (const [width, height] of [
		[64, 36],
		[128, 72],
		[64, 36]
	] as const) {
		const frame = frameOf(width, height);
		const pixels = await readPixels(frame);
		expect(pixels).toBeInstanceOf(ImageData);
		if (!(pixels instanceof ImageData)) return;
		expect([pixels.width, pixels.height]).toEqual([width, height]);
		expect(pixelAt(pixels, 3, 2)).toEqual([11, 1, 1]);
		expect(pixelAt(pixels, width - 3, height - 3)).toEqual([1, 1, 11]);
		frame.close();
	}
});

it('leaves a frame to the browser that is to be shown turned, mirrored or stretched', async () => {
	const turns = [
		{ rotation: 90 },
		{ rotation: 180 },
		{ flip: true },
		{ displayWidth: 128, displayHeight: 36 }
	] as Partial<VideoFrameInit>[];
	for (const init of turns) {
		const frame = frameOf(64, 36, init);
		expect(await readPixels(frame), JSON.stringify(init)).toBe(frame);
		frame.close();
	}
});

it('leaves a frame to the browser that cannot be copied', async () => {
	const closed = frameOf(64, 36);
	closed.close();
	expect(await readPixels(closed)).toBe(closed);
});
