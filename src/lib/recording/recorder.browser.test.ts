import { BlobSource, EncodedPacketSink, Input, WEBM } from 'mediabunny';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
	createWriter,
	forgetWhatItHolds,
	RecorderFailed,
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

it('can be sought in: a picture that stands for itself comes every two seconds', async () => {
	const { spool } = await recordChunks('video', 20);
	const blob = (await spool.blob('t')) ?? new Blob();
	const input = new Input({ formats: [WEBM], source: new BlobSource(blob) });
	const track = await input.getPrimaryVideoTrack();
	const keysAtS: number[] = [];
	for await (const packet of new EncodedPacketSink(track!).packets()) {
		if (packet.type === 'key') keysAtS.push(packet.timestamp);
	}
	expect(keysAtS.length).toBeGreaterThan(2);
	const apartS = keysAtS.slice(1).map((atS, at) => atS - (keysAtS[at] ?? 0));
	expect(Math.max(...apartS)).toBeLessThan(2.5);
});

it('began when the recorder was told to, not when it said so', async () => {
	const calledAtMs: number[] = [];
	const start = MediaRecorder.prototype.start;
	const spy = vi.spyOn(MediaRecorder.prototype, 'start').mockImplementation(function (
		this: MediaRecorder,
		ms
	) {
		calledAtMs.push(performance.now());
		this.addEventListener('start', () => calledAtMs.push(performance.now()));
		start.call(this, ms);
	});
	const stream = await openCamera({ kind: 'video', cameraId: '', microphoneId: '' });
	const events = { written: () => undefined, failed: () => undefined };
	const spool = createMemorySpool();
	const slow: typeof spool = {
		...spool,
		async open(take) {
			await new Promise((done) => setTimeout(done, 300));
			await spool.open(take);
		}
	};
	const running = await recordTake(stream, take('t'), slow, events);
	await running.stop();
	spy.mockRestore();
	for (const track of stream.getTracks()) track.stop();
	const [told = 0, said = 0] = calledAtMs;
	expect(running.startedAtMs).toBeLessThanOrEqual(told);
	expect(told - running.startedAtMs).toBeLessThan(said - told);
});

it("empties RecordRTC's own lists with every one of many chunks", async () => {
	const { MediaStreamRecorder } = (await import('recordrtc')).default;
	const stream = await openCamera({ kind: 'sound', cameraId: '', microphoneId: '' });
	let most = 0;
	let chunks = 0;
	let enough: () => void = () => undefined;
	const came = new Promise<void>((done) => (enough = done));
	const recorder = new MediaStreamRecorder(stream, {
		mimeType: 'audio/webm;codecs=opus',
		timeSlice: 25,
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
			if (++chunks === 120) enough();
		}
	} as never) as unknown as RecordRtcStream;
	recorder.record();
	await came;
	recorder.stop(() => undefined);
	for (const track of stream.getTracks()) track.stop();
	// `started` stays
	expect(most).toBeLessThanOrEqual(1);
}, 60_000);

describe('a recorder that gives up', () => {
	/** Records and gives the browser's own recorder, to do to it what a browser may do. */
	async function recordWatched() {
		let native: MediaRecorder | undefined;
		const Native = MediaRecorder;
		vi.stubGlobal(
			'MediaRecorder',
			class extends Native {
				constructor(...given: ConstructorParameters<typeof Native>) {
					super(...given);
					// eslint-disable-next-line @typescript-eslint/no-this-alias -- the test holds what the page made
					native = this;
				}
			}
		);
		const spool = createMemorySpool();
		const stream = await openCamera();
		const failures: unknown[] = [];
		let chunks = 0;
		const running = await recordTake(stream, take('t'), spool, {
			written: (chunk) => void (chunk && (chunks += 1)),
			failed: (error) => void failures.push(error)
		});
		await expect.poll(() => chunks, { timeout: 10_000 }).toBeGreaterThan(2);
		return { native: native as unknown as MediaRecorder, spool, stream, failures, running };
	}

	const ends: Record<string, (native: MediaRecorder) => void> = {
		'stops by itself': (native) => native.stop(),
		errs: (native) => void native.dispatchEvent(new Event('error')),
		'falls silent': (native) => (native.ondataavailable = null)
	};

	afterEach(() => vi.unstubAllGlobals());

	it.each(Object.keys(ends))('and %s is told once, and what it gave is kept', async (end) => {
		const { native, spool, stream, failures, running } = await recordWatched();
		const start = vi.spyOn(native, 'start');
		ends[end]?.(native);
		await expect.poll(() => failures, { timeout: 6000 }).toHaveLength(1);
		expect(failures[0]).toBeInstanceOf(RecorderFailed);
		await running.stop();
		await new Promise((done) => setTimeout(done, 1200));
		expect(failures).toHaveLength(1);
		expect(start).not.toHaveBeenCalled();
		const there = await spool.describe('t');
		expect(there?.finished).toBe(true);
		const index = new WebmIndex();
		index.feed(await spool.read('t', 0, there?.bytes ?? 0));
		expect(index.finish()?.durationMs).toBeGreaterThan(0);
		for (const track of stream.getTracks()) track.stop();
	});

	it('before it began is no recording', async () => {
		vi.spyOn(MediaRecorder.prototype, 'start').mockImplementation(() => undefined);
		const spool = createMemorySpool();
		const stream = await openCamera();
		const events = { written: () => undefined, failed: () => undefined };
		await expect(recordTake(stream, take('t'), spool, events)).rejects.toThrow(RecorderFailed);
		expect(await spool.list()).toEqual([]);
		for (const track of stream.getTracks()) track.stop();
		vi.restoreAllMocks();
	});
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

	it('gets the last chunks of a recorder that has ended by itself', async () => {
		const spool = slowSpool();
		const failures: unknown[] = [];
		let written = 0;
		const events = {
			written: () => void (written += 1),
			failed: (error: unknown) => void failures.push(error)
		};
		const writer = createWriter('t', spool, events, () => undefined);
		writer.write(new Blob(['before']), 1);
		writer.write(new Blob(['last']), 2);
		writer.end(new RecorderFailed('stopped by itself'));
		for (let n = 0; n < 2; n++) {
			await expect.poll(() => spool.waiting()).toBe(1);
			spool.letOne();
		}
		await writer.done();
		expect(written).toBe(2);
		expect(failures).toHaveLength(1);
	});

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
