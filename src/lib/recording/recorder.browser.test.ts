import { describe, expect, it } from 'vitest';
import {
	createWriter,
	forgetWhatItHolds,
	recordTake,
	WARN_PENDING_BYTES,
	type RecordRtcStream
} from './recorder.browser.ts';
import { createMemorySpool } from './spool-memory.ts';
import { openCamera } from './camera.browser.ts';
import { WebmIndex } from './webm-index.ts';

const take = (takeId: string, mimeType = 'video/webm;codecs=vp8,opus') => ({
	takeId,
	sessionId: 's',
	answerId: 'a',
	question: 'q',
	mimeType,
	recordedAtMs: 1
});

async function recordChunks(kind: 'video' | 'sound', wanted: number) {
	const spool = createMemorySpool();
	const mimeType = kind === 'video' ? 'video/webm;codecs=vp8,opus' : 'audio/webm;codecs=opus';
	const stream = await openCamera({ kind, cameraId: '', microphoneId: '' });
	let chunks = 0;
	let enough: () => void = () => undefined;
	const came = new Promise<void>((done) => (enough = done));
	const written = (chunk: Uint8Array | null) => {
		if (chunk && ++chunks === wanted) enough();
	};
	const failed = (error: unknown) => expect.unreachable(String(error));
	const running = await recordTake(stream, take('t', mimeType), spool, { written, failed });
	await came;
	await running.stop();
	for (const track of stream.getTracks()) track.stop();
	return { spool, stream };
}

describe('a take recorded from camera and microphone', () => {
	it.each(['video', 'sound'] as const)('of %s is in the spool, whole and closed', async (kind) => {
		const { spool, stream } = await recordChunks(kind, 6);
		expect(stream.getVideoTracks()).toHaveLength(kind === 'video' ? 1 : 0);
		const there = await spool.describe('t');
		expect(there?.finished).toBe(true);
		const index = new WebmIndex();
		index.feed(await spool.read('t', 0, there?.bytes ?? 0));
		expect(index.finish()?.durationMs).toBeGreaterThan(1000);
	});
});

it("empties RecordRTC's own lists with every chunk", async () => {
	const { MediaStreamRecorder } = (await import('recordrtc')).default;
	const stream = await openCamera();
	let most = 0;
	let chunks = 0;
	let enough: () => void = () => undefined;
	const came = new Promise<void>((done) => (enough = done));
	const recorder = new MediaStreamRecorder(stream, {
		mimeType: 'video/webm',
		timeSlice: 100,
		disableLogs: true,
		getNativeBlob: true,
		ondataavailable() {
			forgetWhatItHolds(recorder);
			const { timestamps } = recorder;
			most = Math.max(
				most,
				recorder.getArrayOfBlobs().length,
				timestamps.length,
				recorder.getAllStates().length
			);
			if (++chunks === 12) enough();
		}
	} as never) as unknown as RecordRtcStream;
	recorder.record();
	await came;
	recorder.stop(() => undefined);
	for (const track of stream.getTracks()) track.stop();
	// `started` stays
	expect(most).toBeLessThanOrEqual(1);
});

describe('a device that writes slowly', () => {
	function slowSpool() {
		let letOne: () => void = () => undefined;
		let waiting = 0;
		let most = 0;
		return {
			most: () => most,
			letOne: () => letOne(),
			waiting: () => waiting,
			append: () => {
				waiting += 1;
				most = Math.max(most, waiting);
				return new Promise<void>((done) => {
					letOne = () => {
						waiting -= 1;
						done();
					};
				});
			}
		};
	}

	it('gets one chunk at a time, is warned about beyond 32 MB, and loses nothing', async () => {
		const spool = slowSpool();
		const told: number[] = [];
		let written = 0;
		const events = {
			written: () => void (written += 1),
			failed: () => expect.unreachable(),
			behind: (bytes: number) => void told.push(bytes)
		};
		const writer = createWriter('t', spool, events, () => undefined);
		const chunk = new Blob([new Uint8Array(WARN_PENDING_BYTES / 4)]);
		for (let n = 0; n < 4; n++) writer.write(chunk, n);
		expect(told).toEqual([]);
		writer.write(chunk, 5);
		expect(told).toEqual([WARN_PENDING_BYTES * 1.25]);
		for (let n = 0; n < 5; n++) {
			await expect.poll(() => spool.waiting()).toBe(1);
			spool.letOne();
		}
		await writer.done();
		expect(spool.most()).toBe(1);
		expect(told.at(-1)).toBe(0);
		expect(written).toBe(5);
	});
});
