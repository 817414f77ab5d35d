import { concatenate, emptyTake, type Spool, type SpooledTake } from './spool.ts';

interface TakeInMemory {
	take: SpooledTake;
	/** The bytes from `droppedBytes` on. */
	chunks: Uint8Array<ArrayBuffer>[];
	droppedBytes: number;
}

/**
 * A spool in memory: gone with the page. For tests, and for browsers that refuse storage.
 * @param keptBytes a take keeps this much of what the server has confirmed; older chunks are let go of
 */
export function createMemorySpool(keptBytes = Infinity): Spool {
	const takes = new Map<string, TakeInMemory>();
	const entry = (takeId: string) => {
		const found = takes.get(takeId);
		if (!found) throw new Error(`no take ${takeId} in the spool`);
		return found;
	};
	return {
		async open(take) {
			if (takes.has(take.takeId)) throw new Error(`take ${take.takeId} is in the spool already`);
			takes.set(take.takeId, { take: emptyTake(take), chunks: [], droppedBytes: 0 });
		},
		async append(takeId, chunk, durationMs) {
			const { take, chunks } = entry(takeId);
			chunks.push(chunk.slice());
			take.bytes += chunk.byteLength;
			take.chunks += 1;
			take.durationMs = durationMs;
		},
		async finish(takeId) {
			entry(takeId).take.finished = true;
		},
		async read(takeId, start, end) {
			const { chunks, droppedBytes } = entry(takeId);
			if (start < droppedBytes) throw new Error(`the start of ${takeId} is not in memory any more`);
			const parts: Uint8Array[] = [];
			let at = droppedBytes;
			for (const chunk of chunks) {
				if (at < end && at + chunk.byteLength > start) {
					parts.push(chunk.subarray(Math.max(0, start - at), Math.max(0, end - at)));
				}
				at += chunk.byteLength;
			}
			return concatenate(parts);
		},
		async blob(takeId) {
			const found = takes.get(takeId);
			if (!found || found.droppedBytes > 0) return null;
			return new Blob(found.chunks, { type: found.take.mimeType });
		},
		async confirm(takeId, confirmedBytes) {
			const found = entry(takeId);
			found.take.confirmedBytes = Math.max(found.take.confirmedBytes, confirmedBytes);
			dropConfirmed(found, keptBytes);
		},
		async describe(takeId) {
			const found = takes.get(takeId);
			return found ? { ...found.take } : null;
		},
		async list() {
			return [...takes.values()]
				.map(({ take }) => ({ ...take }))
				.sort((a, b) => a.recordedAtMs - b.recordedAtMs);
		},
		async remove(takeId) {
			takes.delete(takeId);
		},
		close: () => undefined
	};
}

function dropConfirmed(found: TakeInMemory, keptBytes: number): void {
	for (let first = found.chunks[0]; first; first = found.chunks[0]) {
		const isConfirmed = found.droppedBytes + first.byteLength <= found.take.confirmedBytes;
		if (!isConfirmed || found.take.bytes - found.droppedBytes <= keptBytes) return;
		found.droppedBytes += first.byteLength;
		found.chunks.shift();
	}
}
