/**
 * One sitting of an interview in this browser: the camera, the recorder, the spool and the way to the server, put
 * together for the conductor.
 */
import { chime } from '$lib/interview/chime.browser';
import type { Mark } from '$lib/interview/conduct';
import { Conductor, type Ports } from '$lib/interview/conductor.svelte';
import type { Plan } from '$lib/interview/plan';
import { CameraClosed, closeCamera, openCamera, watchDevices } from '$lib/recording/camera.browser';
import type { DeviceTrouble } from '$lib/recording/device-trouble';
import { recordTake, type RunningTake } from '$lib/recording/recorder.browser';
import { SpoolFull } from '$lib/recording/spool';
import { chooseTakeType } from '$lib/recording/take-type';
import { outgoing, recordingLock } from '$lib/upload/outgoing.svelte';
import { cutShort } from './cut-short.browser';

export interface SittingGiven {
	sessionId: string;
	plan: Plan;
	answers: { id: string; takeIds: string[] }[];
	position: number | null;
}

const SOUND_KEY = 'vivavoce-sound';

export class Sitting implements Ports {
	stream = $state.raw<MediaStream>();
	trouble = $state<DeviceTrouble>();
	deviceFull = $state(false);
	conductor = $state.raw<Conductor>();
	sound = $state(localStorage.getItem(SOUND_KEY) === 'on');
	/** Takes of this sitting, newest last. */
	takeIds = $state<string[]>([]);
	/** Why the server could not be told that the interview is over: no connection, or the interview is not there any more. */
	cannotFinish = $state<'unreachable' | 'gone'>();
	#given: SittingGiven;
	#onEnd: () => void;
	#running: RunningTake | undefined;
	#letGoOfTake: (() => void) | undefined;
	#stopWatching = (): void => undefined;

	constructor(given: SittingGiven, onEnd: () => void) {
		this.#given = given;
		this.#onEnd = onEnd;
	}

	/** Opens the camera and begins; without a camera it begins interrupted, with a way on. */
	async begin(): Promise<void> {
		for (const takeId of await outgoing.recover()) cutShort.add(this.#given.sessionId, takeId);
		await this.#open();
		const { plan, answers, position } = this.#given;
		const cut = cutShort.of(this.#given.sessionId);
		const takes = answers.map(({ takeIds }) => takeIds.filter((id) => !cut.includes(id)).length);
		const hasRecording = position !== null && (answers[position]?.takeIds.length ?? 0) > 0;
		this.conductor = new Conductor({ format: plan.format, takes, position, hasRecording }, this);
		if (!this.stream) this.conductor.tell({ type: 'trouble', cause: 'camera' });
		navigator.mediaDevices?.addEventListener('devicechange', this.#onDevicesChanged);
		addEventListener('online', this.#onOnline);
	}

	/** Tries camera and microphone again after trouble. */
	async reopen(): Promise<void> {
		closeCamera(this.stream);
		await this.#open();
		if (this.stream) this.conductor?.tell({ type: 'devices-back' });
	}

	setSound(on: boolean): void {
		this.sound = on;
		localStorage.setItem(SOUND_KEY, on ? 'on' : 'off');
	}

	/** Ends the sitting; a recording that still runs is stopped and kept first. */
	async close(): Promise<void> {
		navigator.mediaDevices?.removeEventListener('devicechange', this.#onDevicesChanged);
		removeEventListener('online', this.#onOnline);
		this.conductor?.dispose();
		this.#stopWatching();
		if (this.#running) cutShort.add(this.#given.sessionId, this.#running.takeId);
		await this.stopRecording().catch(() => undefined);
		closeCamera(this.stream);
		this.stream = undefined;
	}

	async startRecording(position: number): Promise<void> {
		const answer = this.#given.answers[position];
		const question = this.#given.plan.questions[position];
		const mimeType = chooseTakeType((type) => MediaRecorder.isTypeSupported(type));
		if (!this.stream || !answer || !question || !mimeType)
			throw new Error('nothing to record with');
		const take = {
			takeId: crypto.randomUUID(),
			sessionId: this.#given.sessionId,
			answerId: answer.id,
			question: question.text,
			mimeType,
			recordedAtMs: Date.now()
		};
		const spool = await outgoing.spool();
		this.#letGoOfTake = await holdTake(take.takeId);
		try {
			let isFirst = true;
			this.#running = await recordTake(this.stream, take, spool, {
				written: () => {
					const sender = outgoing.send(spool, { ...take, durationMs: 0 });
					if (isFirst) this.takeIds.push(take.takeId);
					isFirst = false;
					sender.wake();
				},
				failed: (error) => this.#recorderFailed(error)
			});
		} catch (error) {
			this.#release();
			this.#recorderFailed(error);
			throw error;
		}
	}

	async stopRecording(): Promise<void> {
		const running = this.#running;
		this.#running = undefined;
		try {
			await running?.stop();
		} finally {
			this.#release();
		}
	}

	leaveQuestion(position: number): void {
		// not being told costs nothing but the place to come back to: the takes say which questions were answered
		void post(`/api/sessions/${this.#given.sessionId}/answers/${position}/close`);
	}

	passMark(mark: Mark): void {
		if (this.sound && mark !== 'start' && mark !== 'half') chime(mark);
	}

	end(): void {
		void this.finish();
	}

	async finish(): Promise<void> {
		this.cannotFinish = undefined;
		const result = await post(`/api/sessions/${this.#given.sessionId}/finish`);
		if (result !== 'done') {
			this.cannotFinish = result;
			return;
		}
		await this.close();
		this.#onEnd();
	}

	#recorderFailed(error: unknown): void {
		this.deviceFull = error instanceof SpoolFull;
		this.trouble = 'unknown';
		this.conductor?.tell({ type: 'trouble', cause: 'recorder' });
	}

	#release(): void {
		this.#letGoOfTake?.();
		this.#letGoOfTake = undefined;
	}

	async #open(): Promise<void> {
		this.#stopWatching();
		try {
			this.stream = await openCamera();
			this.trouble = undefined;
			this.#stopWatching = watchDevices(this.stream, (lost) => {
				this.trouble = lost === 'camera' ? 'lost-camera' : 'lost-microphone';
				if (this.#running) cutShort.add(this.#given.sessionId, this.#running.takeId);
				this.conductor?.tell({ type: 'trouble', cause: lost });
			});
		} catch (error) {
			this.stream = undefined;
			this.trouble = error instanceof CameraClosed ? error.trouble : 'unknown';
		}
	}

	#onOnline = (): void => {
		if (this.cannotFinish === 'unreachable') void this.finish();
	};

	/** A camera that is plugged in again needs no button. */
	#onDevicesChanged = (): void => {
		if (this.conductor?.interview.phase.name === 'interrupted') void this.reopen();
	};
}

/** Tells the server; tries three times, because a mobile network blinks. */
async function post(path: string): Promise<'done' | 'gone' | 'unreachable'> {
	for (let attempt = 1; attempt <= 3; attempt++) {
		const response = await fetch(path, { method: 'POST', keepalive: true }).catch(() => null);
		if (response?.ok) return 'done';
		if (response && response.status < 500) return 'gone';
		await new Promise((done) => setTimeout(done, attempt * 700));
	}
	return 'unreachable';
}

/** Tells other pages that this take is being recorded here; returns how to let go. */
async function holdTake(takeId: string): Promise<() => void> {
	if (!('locks' in navigator)) return () => undefined;
	return new Promise((held) => {
		void navigator.locks.request(
			recordingLock(takeId),
			() => new Promise<void>((letGo) => held(letGo))
		);
	});
}
