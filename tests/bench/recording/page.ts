/** In the browser: records with the product's own parts, and with RecordRTC as its manual says, to be timed. */
import { openCamera } from '../../../src/lib/recording/camera.browser.ts';
import { NO_CHOICE } from '../../../src/lib/recording/devices.ts';
import { chooseQuality } from '../../../src/lib/recording/quality.ts';
import { recordTake, type RunningTake } from '../../../src/lib/recording/recorder.browser.ts';
import { chooseTakeType } from '../../../src/lib/recording/take-type.ts';
import { outgoing } from '../../../src/lib/upload/outgoing.svelte.ts';

const SIZE = { ...chooseQuality(null), width: 640, height: 360 };
const PATIENCE_MS = 120_000;
/** Shares of the length, so that no seek is near the one before it. */
const SEEKS = [0.9, 0.1, 0.7, 0.3, 0.95, 0.45, 0.8, 0.2, 0.6, 0.05];
let running: RunningTake | undefined;
let plain: { stopRecording(done: () => void): void; getBlob(): Blob } | undefined;

export interface Finished {
	takeId: string;
	/** From the order to stop until the middle of the answer is shown, in milliseconds. */
	seekedMs: number;
	/** When the order to stop was given, milliseconds since 1970. */
	stoppedAtMs: number;
}

const bench = {
	/** Starts recording into the spool and, with an answer, to the server. */
	async begin(sessionId: string, answerId: string): Promise<void> {
		const stream = await openCamera(NO_CHOICE, SIZE);
		const mimeType = chooseTakeType((type) => MediaRecorder.isTypeSupported(type)) ?? '';
		const takeId = crypto.randomUUID();
		const names = { takeId, sessionId, answerId, question: 'Bench', mimeType };
		const take = { ...names, recordedAtMs: Date.now() };
		outgoing.hold(takeId);
		const events = {
			written: (chunk: Uint8Array | null) => void outgoing.written(take, chunk),
			failed: (error: unknown) => console.error(error)
		};
		running = await recordTake(stream, take, await outgoing.spool(), events, SIZE);
	},

	async finish(): Promise<Finished> {
		const takeId = running?.takeId ?? '';
		const stoppedAtMs = Date.now();
		const from = performance.now();
		await running?.stop();
		const blob = await outgoing.playable(takeId);
		if (!blob) throw new Error('nothing to play');
		await seekToMiddle(URL.createObjectURL(blob));
		return { takeId, seekedMs: performance.now() - from, stoppedAtMs };
	},

	/** What a killed browser left, in milliseconds of media; 0 when there is nothing. */
	async recoveredMs(): Promise<number> {
		await outgoing.recover();
		const [found] = outgoing.list;
		const blob = found && (await outgoing.playable(found.take.takeId));
		return blob ? seekToMiddle(URL.createObjectURL(blob)) : 0;
	},

	/** RecordRTC with everything in memory. */
	async beginPlain(): Promise<void> {
		const RecordRTC = (await import('recordrtc')).default;
		const stream = await openCamera(NO_CHOICE, SIZE);
		plain = new RecordRTC(stream, {
			type: 'video',
			mimeType: 'video/webm;codecs=vp8,opus' as never,
			videoBitsPerSecond: SIZE.videoBitsPerSecond,
			timeSlice: 1000,
			disableLogs: true
		});
		(plain as unknown as { startRecording(): void }).startRecording();
	},

	async finishPlain(postTo: string): Promise<Finished> {
		const stoppedAtMs = Date.now();
		const from = performance.now();
		await new Promise<void>((done) => plain?.stopRecording(done));
		const blob = plain?.getBlob() ?? new Blob();
		await seekToMiddle(URL.createObjectURL(blob));
		const seekedMs = performance.now() - from;
		await fetch(postTo, { method: 'POST', body: new Blob([blob], { type: 'text/plain' }) });
		return { takeId: '', seekedMs, stoppedAtMs };
	},

	/** How long each of these seeks takes, in milliseconds, forth and back through the recording. */
	async seeks(src: string): Promise<number[]> {
		await seekToMiddle(src);
		const video = document.querySelector('video');
		const taken: number[] = [];
		for (const share of SEEKS) {
			if (!video) break;
			const from = performance.now();
			const seeked = heard(video, 'seeked');
			video.currentTime = video.duration * share;
			await seeked;
			taken.push(performance.now() - from);
		}
		return taken;
	},

	/** As another person: asks again and again until the recording can be sought through. */
	async watch(src: string): Promise<number> {
		const endsAt = performance.now() + PATIENCE_MS;
		while (performance.now() < endsAt) {
			const answer = await fetch(src, { headers: { range: 'bytes=0-0' } }).catch(() => null);
			if (answer?.ok) {
				await seekToMiddle(src);
				return Date.now();
			}
			await new Promise((done) => setTimeout(done, 50));
		}
		throw new Error('the recording never came');
	}
};

/** Seeks as a player does; a file that does not say how long it is is first sought to a far end. Gives its length. */
async function seekToMiddle(src: string): Promise<number> {
	const video = document.createElement('video');
	video.muted = true;
	video.preload = 'auto';
	document.body.replaceChildren(video);
	const loaded = heard(video, 'loadedmetadata');
	video.src = src;
	await loaded;
	if (!Number.isFinite(video.duration)) {
		const known = heard(video, 'durationchange');
		video.currentTime = 1e7;
		await known;
	}
	const seeked = heard(video, 'seeked');
	video.currentTime = video.duration / 2;
	await seeked;
	return video.duration * 1000;
}

const heard = (video: HTMLVideoElement, name: string) =>
	new Promise<void>((done, fail) => {
		video.addEventListener(name, () => done(), { once: true });
		video.addEventListener('error', () => fail(new Error(video.error?.message)), { once: true });
	});

export type BenchPage = typeof bench;
(globalThis as unknown as { bench: BenchPage }).bench = bench;
