/** One check before an interview: its devices, what was found, what is measured now. One a page. */
import { SvelteDate } from 'svelte/reactivity';
import { isoTime } from '../platform/time.ts';
import { devices } from '../recording/device-choice.svelte.ts';
import type { DeviceChoice } from '../recording/devices.ts';
import { CHECKLIST_IDS, judgeChecklist, type ChecklistId } from './checklist.ts';
import type { EchoReading } from './chirp.ts';
import { judgeEcho } from './echo.ts';
import { Feed } from './feed.svelte.ts';
import type { Probing } from './probing.ts';
import type { Card } from './readiness.ts';
import {
	foundFor,
	isFresh,
	NOTHING,
	OF_CAMERA,
	OF_MICROPHONE,
	readRemembered,
	remember,
	type Found
} from './remembered.ts';
import { joinVerdicts, STEPS, type StepName, type Verdict } from './verdict.ts';

const KEY = 'vivavoce-green-room';

/** Measures one step; null where the person still has to say something. Aborting it rejects. */
export type Probe = (
	probing: Probing & { onProgress: (share: number) => void }
) => Promise<Verdict | null>;

export class Check {
	readonly camera = new Feed('camera');
	readonly microphone = new Feed('microphone');
	/** What is being measured. */
	running = $state<StepName>();
	/** How far that is, 0 to 1. */
	progress = $state(0);
	/** Why the last measurement brought nothing; empty when it did. */
	failure = $state('');
	#remembered = $state.raw(NOTHING);
	#now = new SvelteDate(0);
	#stop: AbortController | undefined;
	/** Of this microphone on this page; joined they are its verdict. */
	#voice: Verdict | undefined;
	#echo: Verdict | undefined;

	readonly found: Partial<Record<StepName, Found>> = $derived(
		foundFor(this.#remembered, devices.choice)
	);
	/** Young enough to speak of this moment; the older ones are only shown. */
	readonly fresh = $derived(
		STEPS.flatMap((step) => {
			const found = this.found[step];
			return found && isFresh(found.atMs, this.#now.getTime()) ? [found.verdict] : [];
		})
	);
	readonly ticked = $derived(
		isFresh(this.#remembered.tickedAtMs, this.#now.getTime()) ? this.#remembered.ticked : []
	);

	/** Reads what this device remembers; call it when the page is in the browser. */
	begin(): void {
		devices.read();
		this.#now.setTime(Date.now());
		this.#remembered = readRemembered(recall());
		void devices.look();
	}

	/** Runs a measurement; one at a time, an earlier one is stopped. Never rejects. */
	async run(step: StepName, probe: Probe): Promise<void> {
		this.stop();
		const stop = (this.#stop = new AbortController());
		this.running = step;
		this.progress = 0;
		this.failure = '';
		try {
			const verdict = await probe({
				signal: stop.signal,
				onProgress: (share) => {
					if (this.#stop === stop) this.progress = share;
				}
			});
			if (this.#stop === stop && verdict) this.note(verdict);
		} catch (error) {
			if (this.#stop === stop && !stop.signal.aborted) this.failure = sentenceOf(error);
		} finally {
			if (this.#stop === stop) {
				this.running = undefined;
				this.#stop = undefined;
			}
		}
	}

	/** Ends what is being measured, without a verdict. */
	stop(): void {
		this.#stop?.abort();
		this.#stop = undefined;
		this.running = undefined;
		this.failure = '';
	}

	/** Keeps a verdict for this camera, this microphone or this device. */
	note(verdict: Verdict): void {
		this.#keep(remember(this.#remembered, devices.choice, { verdict, atMs: this.#tick() }));
	}

	/** Whether the microphone hears the speakers belongs to the verdict on the microphone. */
	noteEcho(echo: EchoReading): void {
		this.#echo = judgeEcho(echo);
		const kept = this.#voice ?? this.fresh.find(({ step }) => step === 'microphone');
		// what is left of an earlier page is one verdict already: its echo is not the voice
		if (kept?.figures['verdict'] === 'echo') this.note(this.#echo);
		else if (kept) this.note(this.withEcho(kept));
	}

	/** A verdict on the voice, together with what is known of an echo from the speakers. */
	withEcho(voice: Verdict): Verdict {
		this.#voice = voice;
		const both = this.#echo ? [voice, this.#echo] : [voice];
		return joinVerdicts(both) ?? voice;
	}

	tick(ticked: ChecklistId[]): void {
		this.#keep({ ...this.#remembered, ticked, tickedAtMs: this.#tick() });
		this.note(judgeChecklist(ticked));
	}

	/** Another camera or microphone: what is open opens again. */
	choose(change: Partial<DeviceChoice>): void {
		this.stop();
		devices.choose(change);
		if ('cameraId' in change && (this.camera.stream || this.camera.trouble))
			void this.camera.open();
		if ('microphoneId' in change) this.#voice = this.#echo = undefined;
		if ('microphoneId' in change && (this.microphone.stream || this.microphone.trouble))
			void this.microphone.open();
	}

	/** What was found, as a card. `id` is a fresh one. */
	card(id: string): Card {
		const takenAt = isoTime(this.#tick());
		const ticked = CHECKLIST_IDS.filter((each) => this.ticked.includes(each));
		return { id, takenAt, device: this.#deviceLabel(), verdicts: this.fresh, checklist: ticked };
	}

	/** Lets go of the devices that a step does not need, and takes up again what was turned on before. */
	useFor(step: StepName | undefined): void {
		use(this.camera, step !== undefined && OF_CAMERA.includes(step));
		use(this.microphone, step !== undefined && OF_MICROPHONE.includes(step));
	}

	end(): void {
		this.stop();
		this.camera.close();
		this.microphone.close();
	}

	#deviceLabel(): string {
		const names = [
			[this.camera, devices.cameras, devices.choice.cameraId] as const,
			[this.microphone, devices.microphones, devices.choice.microphoneId] as const
		].flatMap(([feed, listed, id]) => {
			const open = feed.stream?.getTracks()[0]?.label;
			const name = open ?? listed.find(({ value }) => value === id)?.label;
			return name ? [name] : [];
		});
		return (names.join(', ') || 'This device').slice(0, 200);
	}

	#tick(): number {
		this.#now.setTime(Date.now());
		return this.#now.getTime();
	}

	#keep(remembered: typeof NOTHING): void {
		this.#remembered = remembered;
		try {
			localStorage.setItem(KEY, JSON.stringify(remembered));
		} catch {
			// holds for this page only
		}
	}
}

function use(feed: Feed, isNeeded: boolean): void {
	if (!isNeeded) feed.close();
	else if (feed.wanted && !feed.stream && !feed.busy && !feed.trouble) void feed.open();
}

function recall(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}

/** The sentence of a refusal that has one. */
function sentenceOf(error: unknown): string {
	const known = error instanceof Error && error.message.endsWith('.') ? error.message : null;
	return known ?? 'This could not be measured just now. Check again, or go on.';
}
