/** Keeps what was measured on this device until the server has it; a reload or a lost network costs nothing. */
import { openDB, type DBSchema } from 'idb';
import type { Delivery } from './measured.ts';

/** Measurements of one take that the server does not have yet. */
export interface WaitingMeasures {
	takeId: string;
	parts: Partial<Delivery>;
	/** Raised with each part that is added, so that what was sent meanwhile is told from what is newer. */
	revision: number;
	/** When the first part was kept, milliseconds since 1970. */
	keptAtMs: number;
}

export interface MeasuresOutbox {
	/** Adds parts to what waits for a take; a part that is there already is replaced. */
	add(takeId: string, parts: Partial<Delivery>, nowMs: number): Promise<void>;
	/** Oldest first. */
	list(): Promise<WaitingMeasures[]>;
	/** Forgets what waits for a take, unless something was added after `revision`. */
	settle(takeId: string, revision: number): Promise<void>;
	/** Forgets what waits for a take, whatever it is. */
	remove(takeId: string): Promise<void>;
	close(): void;
}

interface OutboxSchema extends DBSchema {
	measures: { key: string; value: WaitingMeasures };
}

/** @throws when the browser refuses IndexedDB (some private windows do) */
export async function openMeasuresOutbox(name = 'vivavoce-measures'): Promise<MeasuresOutbox> {
	const db = await openDB<OutboxSchema>(name, 1, {
		upgrade: (fresh) => void fresh.createObjectStore('measures', { keyPath: 'takeId' })
	});
	return {
		async add(takeId, parts, nowMs) {
			const tx = db.transaction('measures', 'readwrite');
			const kept = await tx.store.get(takeId);
			await tx.store.put(joined(kept, takeId, parts, nowMs));
			await tx.done;
		},
		list: async () => (await db.getAll('measures')).sort((a, b) => a.keptAtMs - b.keptAtMs),
		async settle(takeId, revision) {
			const tx = db.transaction('measures', 'readwrite');
			const kept = await tx.store.get(takeId);
			if (kept?.revision === revision) await tx.store.delete(takeId);
			await tx.done;
		},
		remove: (takeId) => db.delete('measures', takeId),
		close: () => db.close()
	};
}

/** For a browser that keeps nothing: only this page holds what was measured. */
export function createMemoryOutbox(): MeasuresOutbox {
	const kept = new Map<string, WaitingMeasures>();
	return {
		async add(takeId, parts, nowMs) {
			kept.set(takeId, joined(kept.get(takeId), takeId, parts, nowMs));
		},
		list: async () => [...kept.values()],
		async settle(takeId, revision) {
			if (kept.get(takeId)?.revision === revision) kept.delete(takeId);
		},
		remove: async (takeId) => void kept.delete(takeId),
		close: () => undefined
	};
}

function joined(
	kept: WaitingMeasures | undefined,
	takeId: string,
	parts: Partial<Delivery>,
	nowMs: number
): WaitingMeasures {
	return {
		takeId,
		parts: { ...kept?.parts, ...parts },
		revision: (kept?.revision ?? 0) + 1,
		keptAtMs: kept?.keptAtMs ?? nowMs
	};
}

/**
 * How sending ended. `again`: no server, no answer; try soon. `unknown`: the server has no such take of this person: it
 * may come, or it was deleted. `refused`: it will never be taken.
 */
export type SentMeasures = 'done' | 'again' | 'unknown' | 'refused';

const PATIENCE_MS = 20_000;

/** Sends what waits for one take. Never throws. */
export async function sendMeasures({ takeId, parts }: WaitingMeasures): Promise<SentMeasures> {
	try {
		const response = await fetch(`/api/takes/${takeId}/delivery`, {
			method: 'PUT',
			signal: AbortSignal.timeout(PATIENCE_MS),
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(parts)
		});
		if (response.ok) return 'done';
		if (response.status === 404) return 'unknown';
		return response.status >= 500 || response.status === 429 ? 'again' : 'refused';
	} catch {
		return 'again';
	}
}
