/**
 * Runs the state machine of `conduct.ts` against the real clock and does what its states ask for: ask the question,
 * start the recorder, stop it, tell the server. What that means is handed in, so this room knows nothing of cameras,
 * voices or the network.
 */
import { announce } from './announce.ts';
import { nextDeadlineMs, timeLeft } from './clock.ts';
import { beginInterview, type Beginning } from './begin.ts';
import { conduct } from './conduct.ts';
import { effectsOf, standingOf, type Effect } from './effects.ts';
import { marksPassed, type Mark } from './marks.ts';
import type { Standing } from './standing.ts';
import type { Cause, Interview, Occurrence } from './state.ts';
import { startTicking, type Ticking } from './tick.browser.ts';

export interface Ports {
	/** Speaks the question, or the follow-up instead. Resolves when it has been asked; at once when nobody speaks. */
	ask(position: number, followUp: string | null, signal: AbortSignal): Promise<void>;
	/** Resolves with the take's id when the recorder runs. Rejects when it cannot. */
	startRecording(position: number): Promise<string>;
	/** Resolves when the last chunk is on this device. */
	stopRecording(endedBy: Cause): Promise<void>;
	/** The person has moved on from a question. */
	leaveQuestion(position: number): void;
	/** A mark of the clock was passed. */
	passMark(mark: Mark): void;
	/** The place to come back to; `urgent`: do not wait for more. */
	save(standing: Standing, urgent: boolean): void;
	/** The interview is over. */
	end(): void;
}

export class Conductor {
	interview = $state.raw<Interview>() as Interview;
	/** What a screen reader should say now. */
	announcement = $state('');
	#ports: Ports;
	#ticking: Ticking;
	#speaking = new AbortController();
	/** One thing at a time is asked of the recorder. */
	#recorder: Promise<void> = Promise.resolve();
	#wallAheadMs = Date.now() - performance.now();

	constructor(given: Beginning, ports: Ports) {
		this.#ports = ports;
		const now = beginInterview(given, performance.now());
		this.interview = now;
		this.#ticking = startTicking((steady) =>
			this.tell(steady === undefined ? { type: 'tick' } : { type: 'tick', steady })
		);
		document.addEventListener('visibilitychange', this.#onVisibility);
		// what the first state asks for: as if it came out of nothing
		const before: Interview = { ...now, phase: { name: 'ready' } };
		if (now.phase.name !== 'ready' && now.phase.name !== 'finished') this.#follow(before, now);
		if (document.hidden) this.tell({ type: 'hidden' });
	}

	/** Something happened: a button, a device, the recorder, the other person. */
	tell(event: Occurrence): void {
		if (this.interview.phase.name === 'finished') return;
		if (event.type === 'tick') this.#compareClocks();
		const before = this.interview;
		const after = conduct(before, { ...event, atMs: performance.now() });
		this.interview = after;
		this.#follow(before, after);
	}

	/** Stops clock and voice; nothing else happens any more. */
	dispose(): void {
		this.#ticking.stop();
		this.#speaking.abort();
		document.removeEventListener('visibilitychange', this.#onVisibility);
	}

	#onVisibility = (): void => this.tell({ type: document.hidden ? 'hidden' : 'shown' });

	#follow(before: Interview, after: Interview): void {
		if (before.phase.name !== after.phase.name && !timeLeft(after)) this.announcement = '';
		this.#say(marksPassed(before, after));
		for (const effect of effectsOf(before, after)) this.#perform(effect);
		const deadlineMs = nextDeadlineMs(this.interview);
		if (deadlineMs !== null) this.#ticking.wakeIn(deadlineMs);
	}

	#perform(effect: Effect): void {
		switch (effect.do) {
			case 'ask':
				return this.#ask(effect.position, effect.followUp);
			case 'hush':
				return this.#speaking.abort();
			case 'start-recording':
				return this.#start(effect.position, effect.attempt);
			case 'stop-recording':
				return this.#stop(effect.endedBy);
			case 'leave':
				return effect.positions.forEach((position) => this.#ports.leaveQuestion(position));
			case 'save':
				return this.#ports.save(standingOf(this.interview), effect.urgent);
			case 'end':
				this.dispose();
				return this.#ports.end();
		}
	}

	#ask(position: number, followUp: string | null): void {
		const speaking = new AbortController();
		this.#speaking = speaking;
		const done = (): void => {
			// a question that was cut off, or followed by another, has nothing to say any more
			if (!speaking.signal.aborted && this.#speaking === speaking) this.tell({ type: 'asked' });
		};
		this.#ports.ask(position, followUp, speaking.signal).then(done, done);
	}

	#start(position: number, attempt: number): void {
		this.#queue(async () => {
			const { phase } = this.interview;
			if (phase.name !== 'starting' || phase.attempt !== attempt) return;
			try {
				const takeId = await this.#ports.startRecording(position);
				await this.#started(takeId, attempt);
			} catch {
				this.tell({ type: 'trouble', cause: 'recorder', attempt });
			}
		});
	}

	/** Trouble while the recorder was starting has already changed the phase: then what runs is stopped. */
	async #started(takeId: string, attempt: number): Promise<void> {
		this.tell({ type: 'recording', takeId, attempt });
		const { phase } = this.interview;
		if ('takeId' in phase && phase.takeId === takeId) return;
		this.tell({ type: 'came-to-nothing', takeId });
		await this.#ports.stopRecording('recorder');
	}

	#stop(endedBy: Cause): void {
		this.#queue(async () => {
			await this.#ports.stopRecording(endedBy).catch(() => undefined);
			this.tell({ type: 'kept' });
		});
	}

	#queue(act: () => Promise<void>): void {
		this.#recorder = this.#recorder.then(act).catch(() => undefined);
	}

	/** The interview's clock does not go by the wall clock, but the person may wonder about the time of day. */
	#compareClocks(): void {
		const aheadMs = Date.now() - performance.now();
		const changed = Math.abs(aheadMs - this.#wallAheadMs) > WALL_CHANGED_MS;
		this.#wallAheadMs = aheadMs;
		if (changed) this.tell({ type: 'clock-changed' });
	}

	#say(marks: Mark[]): void {
		const mark = marks.at(-1);
		if (!mark) return;
		this.announcement = announce(mark, this.interview) ?? this.announcement;
		this.#ports.passMark(mark);
	}
}

/** Corrections of the wall clock below this, in milliseconds, are the system's own. */
const WALL_CHANGED_MS = 5_000;
