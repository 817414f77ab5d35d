/**
 * The person's bullet points as this page has them: kept as they type, and again after an outage. They live as long as
 * the page, because their field goes away when an answer begins.
 */
import { LONGEST_BULLETS } from '$lib/practice/bullets';

/** Long enough not to send every word, short enough not to lose one; in milliseconds. */
const KEEP_AFTER_MS = 800;

export class KeptBullets {
	text = $state('');
	saving = $state<'kept' | 'typing' | 'failed'>('kept');
	#path: string;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `path`: where they are kept on the server. */
	constructor(path: string, text: string) {
		this.#path = path;
		this.text = text;
	}

	typed(): void {
		this.saving = 'typing';
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.keep(), KEEP_AFTER_MS);
	}

	/** Sends what the server does not have yet. Never rejects. */
	async keep(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.saving === 'kept' || this.text.trim().length > LONGEST_BULLETS) return;
		const sent = this.text;
		const response = await fetch(this.#path, {
			method: 'PUT',
			keepalive: true,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ bullets: sent })
		}).catch(() => null);
		if (this.text === sent) this.saving = response?.ok ? 'kept' : 'failed';
	}
}
