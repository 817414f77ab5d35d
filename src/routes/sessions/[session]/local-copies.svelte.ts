/**
 * Plays what this device still has of a take while the server prepares its own copy; only when that takes its time,
 * because most are ready at once.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { LocalCopy } from '$lib/review/chapters';
import { outgoing } from '$lib/upload/outgoing.svelte';

/** How long the server's copy is waited for, in milliseconds. */
const PATIENCE_MS = 8000;

export class LocalCopies {
	readonly #copies = new SvelteMap<string, LocalCopy>();
	#asked: string[] = [];
	#timers: ReturnType<typeof setTimeout>[] = [];
	#release: (() => void)[] = [];

	/** By take id. */
	readonly all = $derived(Object.fromEntries(this.#copies));

	/** These takes are on their way; called again and again while they are. */
	wait(takeIds: readonly string[]): void {
		for (const takeId of takeIds) {
			if (this.#asked.includes(takeId)) continue;
			this.#asked.push(takeId);
			this.#timers.push(setTimeout(() => void this.#open(takeId), PATIENCE_MS));
		}
	}

	/** The server's copies are ready: what nobody watches from here any more is let go. */
	drop(takeId: string): void {
		const copy = this.#copies.get(takeId);
		this.#asked.push(takeId);
		if (!copy) return;
		this.#copies.delete(takeId);
		URL.revokeObjectURL(copy.src);
	}

	close(): void {
		for (const timer of this.#timers) clearTimeout(timer);
		for (const release of this.#release) release();
		for (const { src } of this.#copies.values()) URL.revokeObjectURL(src);
	}

	async #open(takeId: string): Promise<void> {
		this.#release.push(outgoing.hold(takeId));
		const blob = await outgoing.playable(takeId).catch(() => null);
		if (!blob) return;
		const src = URL.createObjectURL(blob);
		const durationMs = await lengthOf(src);
		if (durationMs === null) URL.revokeObjectURL(src);
		else this.#copies.set(takeId, { src, durationMs });
	}
}

/** Length of a recording in milliseconds; null when this browser cannot tell or play it. */
function lengthOf(src: string): Promise<number | null> {
	return new Promise((tell) => {
		const video = document.createElement('video');
		video.preload = 'metadata';
		video.onloadedmetadata = () => {
			tell(Number.isFinite(video.duration) ? Math.round(video.duration * 1000) : null);
		};
		video.onerror = () => tell(null);
		video.src = src;
	});
}
