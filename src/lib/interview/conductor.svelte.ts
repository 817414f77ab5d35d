/**
 * Runs the state machine of `conduct.ts` against the real clock and does what its phases ask for: start the recorder,
 * stop it, tell the server. What that means is handed in, so this room knows nothing of cameras or the network.
 */
import { announce } from './announce.ts';
import {
	beginInterview,
	conduct,
	marksPassed,
	timeLeft,
	type Interview,
	type Mark,
	type Occurrence,
	type Trouble
} from './conduct.ts';

export interface Ports {
	/** Resolves when the recorder runs. Rejects when it cannot. */
	startRecording(position: number): Promise<void>;
	/** Resolves when the last chunk is on this device. */
	stopRecording(): Promise<void>;
	/** The person has moved on from a question. */
	leaveQuestion(position: number): void;
	/** A mark of the clock was passed. */
	passMark(mark: Mark): void;
	/** The interview is over. */
	end(): void;
}

const TICK_MS = 100;

export class Conductor {
	interview = $state.raw<Interview>() as Interview;
	/** What a screen reader should say now. */
	announcement = $state('');
	#ports: Ports;
	#timer: ReturnType<typeof setInterval>;

	constructor(given: Parameters<typeof beginInterview>[0], ports: Ports) {
		this.#ports = ports;
		this.interview = beginInterview(given, performance.now());
		this.#timer = setInterval(() => this.tell({ type: 'tick' }), TICK_MS);
		document.addEventListener('visibilitychange', this.#onVisibility);
		this.#say(marksPassed({ ...this.interview, phase: { name: 'ready' } }, this.interview));
	}

	/** Something happened: a button, a device, the recorder. */
	tell(event: Occurrence): void {
		const before = this.interview;
		const after = conduct(before, { ...event, atMs: performance.now() });
		this.interview = after;
		if (before.phase.name !== after.phase.name || before.position !== after.position) {
			this.#enter(before, after);
		}
		this.#say(marksPassed(before, after));
	}

	/** Stops the clock; nothing else happens any more. */
	dispose(): void {
		clearInterval(this.#timer);
		document.removeEventListener('visibilitychange', this.#onVisibility);
	}

	#onVisibility = (): void => this.tell({ type: document.hidden ? 'hidden' : 'shown' });

	#enter(before: Interview, after: Interview): void {
		if (!timeLeft(after)) this.announcement = '';
		if (before.position !== after.position) this.#ports.leaveQuestion(before.position);
		if (after.phase.name === 'starting') this.#start(after.position);
		if (after.phase.name === 'keeping') this.#keep();
		if (after.phase.name === 'finished') {
			this.#ports.leaveQuestion(before.position);
			this.dispose();
			this.#ports.end();
		}
	}

	#start(position: number): void {
		this.#ports.startRecording(position).then(
			() => this.#started(),
			() => this.#trouble('recorder')
		);
	}

	/** A camera lost while the recorder was starting has already changed the phase: then what runs is stopped. */
	#started(): void {
		this.tell({ type: 'recording' });
		if (this.interview.phase.name !== 'answering') this.#keep();
	}

	#keep(): void {
		this.#ports.stopRecording().then(
			() => this.tell({ type: 'kept' }),
			() => this.tell({ type: 'kept' })
		);
	}

	#trouble(cause: Trouble): void {
		this.tell({ type: 'trouble', cause });
	}

	#say(marks: Mark[]): void {
		const mark = marks.at(-1);
		if (!mark) return;
		this.announcement = announce(mark, this.interview) ?? this.announcement;
		this.#ports.passMark(mark);
	}
}
