/**
 * Measures, on the session's page, the takes that nobody has listened to yet: recorded on another device, or closed too
 * early. From this device's copy when there is one, else from the server's.
 */
import { measures } from '$lib/practice/delivery/measures.svelte';
import { outgoing } from '$lib/upload/outgoing.svelte';

/** A take as far as it matters here. */
export interface Unheard {
	id: string;
	state: string;
}

/** Takes that were tried on this page already: what this browser cannot read it will not read a moment later. */
const tried = new Set<string>();

/** Starts whatever can be measured now and is not being measured or has failed before. */
export function measureUnheard(takes: readonly Unheard[]): void {
	for (const { id, state } of takes) {
		if (state !== 'ready' || measures.work.has(id) || tried.has(id)) continue;
		tried.add(id);
		measureAgain(id);
	}
}

/** Measures one take once more, whatever came of it before. */
export function measureAgain(takeId: string): void {
	// the server may have all of it at any moment, and then this device's copy goes, unless it is held
	const letGo = outgoing.hold(takeId);
	void measures.analyse(takeId, () => read(takeId)).finally(letGo);
}

async function read(takeId: string): Promise<Blob | null> {
	const here = await outgoing.blobOf(takeId).catch(() => null);
	if (here) return here;
	const response = await fetch(`/api/takes/${takeId}/media`);
	if (!response.ok) throw new Error('the recording could not be loaded');
	return response.blob();
}
