/** Records one more take of an answer of a finished interview, in the same way as on the stage. */
import { outgoing } from '$lib/upload/outgoing.svelte';
import { TROUBLE_WORDS } from '$lib/recording/device-trouble';
import { Taking } from '../../../practice/[session]/taking.svelte';
import { send } from './owner-acts.browser';

const TICK_MS = 250;

interface Wanted {
	sessionId: string;
	answer: { id: string; position: number; question: string };
	isGuest: boolean;
}

export class Retake {
	state = $state<'opening' | 'ready' | 'recording' | 'keeping' | 'kept'>('opening');
	/** Spoken so far, in milliseconds. */
	lengthMs = $state(0);
	/** Why it does not go on, in a sentence. */
	problem = $state('');
	readonly taking: Taking;
	readonly #wanted: Wanted;
	#takeId: string | null = null;
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor(wanted: Wanted) {
		this.#wanted = wanted;
		this.taking = new Taking(wanted.sessionId, wanted.isGuest, {
			lost: () => void this.stop(),
			devicesChanged: () => undefined
		});
	}

	/** Opens camera and microphone. */
	async open(): Promise<void> {
		this.problem = '';
		await this.taking.open();
		const { trouble } = this.taking;
		if (trouble) this.problem = `${TROUBLE_WORDS[trouble].title}. ${TROUBLE_WORDS[trouble].wayOut}`;
		this.state = this.taking.stream ? 'ready' : 'opening';
	}

	async start(): Promise<void> {
		const { sessionId, answer } = this.#wanted;
		this.problem = '';
		try {
			await send('POST', `/api/sessions/${sessionId}/answers/${answer.position}/retake`);
			const begun = await this.taking.start({ answerId: answer.id, question: answer.question });
			this.#takeId = begun.takeId;
			this.state = 'recording';
			const startedAt = performance.now();
			this.#timer = setInterval(() => (this.lengthMs = performance.now() - startedAt), TICK_MS);
		} catch (error) {
			this.problem = error instanceof Error ? error.message : 'Recording did not start. Try again.';
		}
	}

	/** Stops; the take is on this device and on its way. Null when nothing was recorded. */
	async stop(): Promise<void> {
		if (this.state !== 'recording') return;
		this.state = 'keeping';
		clearInterval(this.#timer);
		await this.taking.stop();
		this.state = 'kept';
	}

	/** The take's id, once the server has heard of it. */
	async handOver(): Promise<string | null> {
		const takeId = this.#takeId;
		if (!takeId) return null;
		await outgoing.announced(takeId);
		return takeId;
	}

	/** Lets the devices go; a take that was recorded stays. */
	async close(): Promise<void> {
		clearInterval(this.#timer);
		await this.taking.close();
	}
}
