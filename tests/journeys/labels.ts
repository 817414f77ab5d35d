/** Reads the frame numbers of a labelled video (tests/fixtures/labelled-video.ts) where it is shown or kept. */
import type { Locator, Page } from '@playwright/test';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { readBarcode } from '../fixtures/labelled-video.ts';

/** The number that a video element shows now; null when it can't be read. */
export async function readLabel(video: Locator): Promise<number | null> {
	return numberIn(
		await video.evaluate((element: HTMLVideoElement) => {
			const context = new OffscreenCanvas(640, 360).getContext('2d');
			context?.drawImage(element, 0, 0, 640, 360);
			const { data } = context?.getImageData(0, 0, 640, 20) ?? { data: [] };
			return Array.from({ length: data.length / 4 }, (_, at) =>
				String.fromCharCode(data[at * 4] ?? 0)
			).join('');
		})
	);
}

export interface LabelledFrame {
	/** Milliseconds from the start of the file. */
	atMs: number;
	/** Null when the barcode of this frame can't be read. */
	number: number | null;
}

/** Decodes every frame of a recording with the browser's own decoder, in the order they are shown. */
export async function decodeLabels(page: Page, recording: Uint8Array): Promise<LabelledFrame[]> {
	const input = new Input({ source: new BufferSource(recording), formats: ALL_FORMATS });
	const track = await input.getPrimaryVideoTrack();
	const config = await track?.getDecoderConfig();
	if (!track || !config) throw new Error('the recording has no video that can be decoded');
	const chunks: { type: 'key' | 'delta'; timestamp: number; data: string }[] = [];
	for await (const packet of new EncodedPacketSink(track).packets()) {
		const data = Buffer.from(packet.data).toString('base64');
		chunks.push({ type: packet.type, timestamp: packet.microsecondTimestamp, data });
	}
	const description = config.description
		? Buffer.from(config.description as Uint8Array).toString('base64')
		: null;
	const given = { codec: config.codec, description, chunks };
	const frames = await page.evaluate(async ({ codec, description, chunks }) => {
		const bytes = (text: string) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
		const context = new OffscreenCanvas(640, 360).getContext('2d', { willReadFrequently: true });
		const shown: { timestamp: number; rows: string }[] = [];
		let failure: unknown = null;
		const decoder = new VideoDecoder({
			output(frame) {
				context?.drawImage(frame, 0, 0, 640, 360);
				const { data } = context?.getImageData(0, 0, 640, 20) ?? { data: [] };
				const light = Array.from({ length: data.length / 4 }, (_, at) =>
					String.fromCharCode(data[at * 4] ?? 0)
				);
				shown.push({ timestamp: frame.timestamp, rows: light.join('') });
				frame.close();
			},
			error: (error) => (failure = error)
		});
		decoder.configure({ codec, ...(description ? { description: bytes(description) } : {}) });
		for (const { type, timestamp, data } of chunks) {
			decoder.decode(new EncodedVideoChunk({ type, timestamp, data: bytes(data) }));
		}
		await decoder.flush();
		if (failure) throw failure;
		return shown;
	}, given);
	return frames.map(({ timestamp, rows }) => ({ atMs: timestamp / 1000, number: numberIn(rows) }));
}

/** `rows`: the brightness of the topmost 20 rows of 640 pixels, a character each. */
function numberIn(rows: string): number | null {
	const rgba = new Uint8Array(rows.length * 4);
	for (let at = 0; at < rows.length; at++) rgba.fill(rows.charCodeAt(at), at * 4, at * 4 + 4);
	return readBarcode(rgba, 640, 20);
}
