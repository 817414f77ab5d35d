/** One page's line to the other person of a peer interview: hears and says signals, and knows who is there. */
import { HERE_EVERY_MS, type Heard, type Signal, type Stand } from './peer.ts';

/** After a refused line, in milliseconds. */
const AGAIN_MS = 5_000;

export class PeerLine {
	/** Is the line to the server open? It opens again by itself. */
	isOpen = $state(false);
	isOver = $state(false);
	present = $state({ applicant: false, interviewer: false });
	/** How the applicant's page stands, as the interviewer hears it. */
	stand = $state.raw<Stand>();
	#address: string;
	#events: EventSource | undefined;
	#again: ReturnType<typeof setTimeout> | undefined;
	#on: (what: Heard) => void;
	#timer: ReturnType<typeof setInterval>;

	constructor(id: string, on: (what: Heard) => void) {
		this.#address = `/api/peer-interviews/${id}`;
		this.#on = on;
		this.#open();
		this.#timer = setInterval(() => void this.say({ type: 'here' }), HERE_EVERY_MS);
	}

	/** Tells the other person; false when they did not hear it. */
	async say(signal: Signal): Promise<boolean> {
		const response = await this.#post('signals', signal);
		if (!response?.ok) return false;
		return ((await response.json()) as { delivered: boolean }).delivered;
	}

	/** Swaps the roles, away from the session `from`; both pages hear of it. False when it could not be done. */
	async swap(from: string): Promise<boolean> {
		const response = await this.#post('swap', { from });
		// 409: the other person was faster
		return response?.ok === true || response?.status === 409;
	}

	/** Ends the peer interview for both. */
	async end(): Promise<boolean> {
		const response = await fetch(this.#address, { method: 'DELETE' }).catch(() => null);
		return response?.ok ?? false;
	}

	close(): void {
		clearInterval(this.#timer);
		clearTimeout(this.#again);
		this.#events?.close();
		this.isOpen = false;
	}

	#post(path: string, body: unknown): Promise<Response | null> {
		return fetch(`${this.#address}/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body)
		}).catch(() => null);
	}

	#open(): void {
		const events = new EventSource(`${this.#address}/events`);
		this.#events = events;
		events.onopen = () => (this.isOpen = true);
		events.onerror = () => {
			this.isOpen = false;
			// after an answer that is no event stream the browser does not try again
			if (events.readyState === EventSource.CLOSED) {
				this.#again = setTimeout(() => void this.#tryAgain(), AGAIN_MS);
			}
		};
		events.onmessage = (event: MessageEvent<string>) => this.#hear(JSON.parse(event.data) as Heard);
	}

	#hear(heard: Heard): void {
		if (heard.type === 'present') this.present = heard;
		if (heard.type === 'stand') this.stand = heard.stand;
		if (heard.type === 'ended') this.isOver = true;
		this.#on(heard);
	}

	/** The server or something before it said no: either the interview is over, or it was a passing trouble. */
	async #tryAgain(): Promise<void> {
		const response = await this.#post('signals', { type: 'here' });
		if (response?.status === 404) this.#hear({ type: 'ended' });
		else this.#open();
	}
}
