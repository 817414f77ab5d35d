import { concatenate, emptyTake, type Spool, type SpooledTake } from './spool.ts';

/** A spool in memory: gone with the page. For tests, and for browsers that refuse storage. */
export function createMemorySpool(): Spool {
	const takes = new Map<string, { take: SpooledTake; chunks: Uint8Array<ArrayBuffer>[] }>();
	const entry = (takeId: string) => {
		const found = takes.get(takeId);
		if (!found) throw new Error(`no take ${takeId} in the spool`);
		return found;
	};
	return {
		async open(take) {
			if (takes.has(take.takeId)) throw new Error(`take ${take.takeId} is in the spool already`);
			takes.set(take.takeId, { take: emptyTake(take), chunks: [] });
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
			return concatenate(entry(takeId).chunks).slice(start, end);
		},
		async confirm(takeId, confirmedBytes) {
			const { take } = entry(takeId);
			take.confirmedBytes = Math.max(take.confirmedBytes, confirmedBytes);
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
		}
	};
}
