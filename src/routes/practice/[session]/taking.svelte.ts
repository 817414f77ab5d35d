/**
 * Camera, microphone, recorder and spool for one sitting: opens the devices, records one take at a time, and tells when
 * something is lost.
 */
import {
	CameraClosed,
	closeCamera,
	openCamera,
	resize,
	substitutesIn,
	watchDevices
} from '$lib/recording/camera.browser';
import { devices } from '$lib/recording/device-choice.svelte';
import type { DeviceTrouble } from '$lib/recording/device-trouble';
import { hold } from '$lib/recording/one-page.browser';
import { chooseQuality, SMALLEST, totalRate, type Quality } from '$lib/recording/quality';
import { recordTake, type RunningTake } from '$lib/recording/recorder.browser';
import { bytesFor, judgeRoom } from '$lib/recording/room';
import { SpoolFull } from '$lib/recording/spool';
import { prepareStorage } from '$lib/recording/storage.browser';
import { recordingLock } from '$lib/recording/take-locks';
import { chooseTakeType, type TakeKind } from '$lib/recording/take-type';
import { outgoing, WARN_UNSAFE_BYTES } from '$lib/upload/outgoing.svelte';
import { knownSpeed, probeSpeed } from '$lib/upload/upload-speed.browser';

/** So many takes stay on this device for watching at once, though the server has them. */
const MOST_KEPT = 3;

/** What is recorded: one take of this answer. */
export interface TakeWanted {
	answerId: string;
	/** What was asked, so that a recovered take can be named. */
	question: string;
}

export interface TakingEvents {
	/** A device went away or the recorder gave up; `takeId` is the take that ran then. Call `stop` to keep it. */
	lost(cause: 'camera' | 'microphone' | 'recorder', takeId: string | undefined): void;
	/** Devices were connected or disconnected: a good moment for `reopen`. */
	devicesChanged(): void;
}

export class Taking {
	stream = $state.raw<MediaStream>();
	trouble = $state<DeviceTrouble>();
	/** A take is recorded now, or about to be. */
	isRecording = $state(false);
	/** Neither the device nor the page has room for more. */
	deviceFull = $state(false);
	/** Takes of this sitting that have something recorded, newest last. */
	takeIds = $state<string[]>([]);
	/** Said before recording: there is too little room on this device. Empty when there is enough. */
	roomWords = $state('');
	/** Chosen devices that were not there, so that another one is used. */
	substitutes = $state<('camera' | 'microphone')[]>([]);
	/** More than 32 MB wait to be written on this device; 0: nothing to worry about. */
	behindBytes = $state(0);
	#sessionId: string;
	#isGuest: boolean;
	#events: TakingEvents;
	#quality: Quality = chooseQuality(null);
	#running: RunningTake | undefined;
	#letGoOfTake: (() => void) | undefined;
	#keptForPlayback: (() => void)[] = [];
	#stopWatching = (): void => undefined;
	/** Two who ask at once get the same camera. */
	#opening: Promise<void> | undefined;
	#isClosed = false;

	constructor(sessionId: string, isGuest: boolean, events: TakingEvents) {
		this.#sessionId = sessionId;
		this.#isGuest = isGuest;
		this.#events = events;
	}

	/** The take that is being recorded now. */
	get runningTakeId(): string | undefined {
		return this.#running?.takeId;
	}

	/**
	 * Opens camera and microphone; afterwards either `stream` or `trouble` is set.
	 * @param speakingMs the most that will be recorded, to see whether there is room for it
	 */
	async open(speakingMs = 0): Promise<void> {
		navigator.mediaDevices?.addEventListener('devicechange', this.#onDevicesChanged);
		this.#quality = chooseQuality(knownSpeed(), devices.read().kind);
		// nobody has checked the connection: the first answer should know of a slow one too
		if (knownSpeed() === null) void probeSpeed();
		void this.#lookForRoom(speakingMs);
		await this.#openStream();
	}

	/** Tries camera and microphone again after trouble; true when they are open. */
	async reopen(): Promise<boolean> {
		if (!this.#opening) closeCamera(this.stream);
		await this.#openStream();
		return this.stream !== undefined;
	}

	/**
	 * Starts one take; resolves when the recorder runs.
	 * @throws when there is nothing to record with, or the recorder does not start
	 */
	async start({ answerId, question }: TakeWanted): Promise<RunningTake> {
		const kind = this.stream?.getVideoTracks().length ? 'video' : 'sound';
		const mimeType = chooseTakeType((type) => MediaRecorder.isTypeSupported(type), kind);
		if (!this.stream || !mimeType) throw new Error('nothing to record with');
		const take = {
			takeId: crypto.randomUUID(),
			sessionId: this.#sessionId,
			answerId,
			question,
			mimeType,
			recordedAtMs: Date.now(),
			isGuest: this.#isGuest,
			ownerMark: outgoing.ownerMark
		};
		this.isRecording = true;
		try {
			await this.#fit(this.stream, kind);
			const spool = await outgoing.spool();
			this.#letGoOfTake = await hold(recordingLock(take.takeId));
			this.#keepForPlayback(take.takeId);
			let isFirst = true;
			const events = {
				written: (chunk: Uint8Array | null) => {
					void outgoing.written(take, chunk);
					if (isFirst) this.takeIds.push(take.takeId);
					isFirst = false;
				},
				failed: (error: unknown) => this.#recorderFailed(error),
				behind: (bytes: number) => (this.behindBytes = bytes)
			};
			const running = await recordTake(this.stream, take, spool, events, this.#quality);
			this.#running = running;
			void takePicture(take.takeId, this.stream).catch(() => undefined);
			return running;
		} catch (error) {
			this.#release();
			this.#recorderFailed(error);
			throw error;
		}
	}

	/** Stops the running take, if any; resolves when its last chunk is on this device. */
	async stop(): Promise<void> {
		const running = this.#running;
		this.#running = undefined;
		try {
			await running?.stop();
		} finally {
			this.#release();
		}
	}

	/** Keeps what runs and lets the devices go. */
	async close(): Promise<void> {
		this.#isClosed = true;
		navigator.mediaDevices?.removeEventListener('devicechange', this.#onDevicesChanged);
		this.#stopWatching();
		await this.stop().catch(() => undefined);
		closeCamera(this.stream);
		this.stream = undefined;
		for (const letGo of this.#keptForPlayback.splice(0)) letGo();
	}

	/** The latest takes stay on this device for watching at once, until the interview is closed. */
	#keepForPlayback(takeId: string): void {
		while (this.#keptForPlayback.length >= MOST_KEPT) this.#keptForPlayback.shift()?.();
		this.#keptForPlayback.push(outgoing.hold(takeId));
	}

	/**
	 * The connection may be known better by now than when the camera was opened. While this page alone holds more than it
	 * should, less is added to it.
	 */
	async #fit(stream: MediaStream, kind: TakeKind): Promise<void> {
		const isTooMuch = outgoing.unsafeBytes > WARN_UNSAFE_BYTES;
		const fitting = isTooMuch ? SMALLEST : chooseQuality(knownSpeed(), kind);
		const isOther = fitting.height !== this.#quality.height;
		this.#quality = fitting;
		if (isOther) await resize(stream, fitting);
	}

	async #lookForRoom(speakingMs: number): Promise<void> {
		const needed = bytesFor(speakingMs, totalRate(this.#quality, devices.read().kind));
		this.roomWords = judgeRoom(needed, await prepareStorage(needed)).words;
	}

	#recorderFailed(error: unknown): void {
		this.deviceFull = error instanceof SpoolFull;
		this.#events.lost('recorder', this.runningTakeId);
	}

	#release(): void {
		this.isRecording = false;
		this.#letGoOfTake?.();
		this.#letGoOfTake = undefined;
	}

	#openStream(): Promise<void> {
		this.#opening ??= this.#openOnce().finally(() => (this.#opening = undefined));
		return this.#opening;
	}

	async #openOnce(): Promise<void> {
		this.#stopWatching();
		try {
			const choice = devices.read();
			const stream = await openCamera(choice, this.#quality);
			// left while the browser asked: nobody would ever let this camera go
			if (this.#isClosed) return closeCamera(stream);
			this.stream = stream;
			this.trouble = undefined;
			this.deviceFull = false;
			this.substitutes = substitutesIn(this.stream, choice);
			this.#stopWatching = watchDevices(this.stream, (lost) => {
				this.trouble = lost === 'camera' ? 'lost-camera' : 'lost-microphone';
				this.#events.lost(lost, this.runningTakeId);
			});
		} catch (error) {
			this.stream = undefined;
			this.trouble = error instanceof CameraClosed ? error.trouble : 'unknown';
		}
	}

	#onDevicesChanged = (): void => this.#events.devicesChanged();
}

/** The still picture of a take; one without is as good, so nothing waits for it. */
async function takePicture(takeId: string, stream: MediaStream): Promise<void> {
	// not needed before the first recording, which its bytes would put off
	const { makePoster, sendPoster } = await import('$lib/upload/poster.browser');
	const picture = await makePoster(stream);
	if (!picture) return;
	await outgoing.announced(takeId);
	await sendPoster(takeId, picture);
}
