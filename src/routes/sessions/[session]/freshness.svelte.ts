/**
 * Keeps the session's page true while something is on its way: recordings that arrive, measures that come late, copies
 * on this device that are let go of.
 */
import { onMount, untrack } from 'svelte';
import { measures } from '$lib/practice/delivery/measures.svelte';
import type { Take } from '$lib/practice/session';
import { LocalCopies } from './local-copies.svelte';
import { measureUnheard } from './late-measuring.browser';
import { Refreshing } from './refreshing';

/** How often a recording that is not ready yet is asked for, in milliseconds. */
const LOOK_MS = 1000;

interface Watched {
	takes(): readonly Take[];
	/** Has this take been listened to? */
	isHeard(takeId: string): boolean;
	/** Something is still on its way. */
	isWaiting(): boolean;
	/** Nobody is watching right now, so a copy can be exchanged. */
	isUnwatched(): boolean;
	load(): Promise<void>;
}

export interface Freshness {
	copies: LocalCopies;
	/** Loads the page's data anew. */
	refresh(): Promise<void>;
}

/** Call it while the page's component is being made. */
export function keepFresh(watched: Watched): Freshness {
	const copies = new LocalCopies();
	const refreshing = new Refreshing(() => watched.load());
	const refresh = () => refreshing.now();

	let seenArrived = 0;
	let isFresh = $state(false);
	$effect(() => {
		if (measures.arrived === seenArrived) {
			isFresh = true;
			return;
		}
		seenArrived = measures.arrived;
		void refresh().then(() => (isFresh = true));
	});
	$effect(() => {
		if (!isFresh) return;
		const unheard = watched.takes().filter(({ id }) => !watched.isHeard(id));
		untrack(() => measureUnheard(unheard));
	});
	$effect(() => {
		const takes = watched.takes();
		const isUnwatched = watched.isUnwatched();
		untrack(() => {
			copies.wait(takes.filter(({ state }) => state !== 'ready').map(({ id }) => id));
			if (!isUnwatched) return;
			for (const { id, state } of takes) if (state === 'ready') copies.drop(id);
		});
	});
	onMount(() => {
		measures.flush();
		const timer = setInterval(() => {
			if (watched.isWaiting()) refreshing.soon();
		}, LOOK_MS);
		return () => {
			clearInterval(timer);
			copies.close();
		};
	});
	return { copies, refresh };
}
