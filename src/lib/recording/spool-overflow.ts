/**
 * A spool that goes on in memory when the device refuses another chunk, whatever its reason: what was written stays on the
 * device, what comes after is only as safe as what has been sent. It is told once. What a full device cannot even note
 * down, that a take is finished or how much of it was sent, is known here for as long as the page lives.
 */
import { createMemorySpool } from './spool-memory.ts';
import { concatenate, emptyTake, SpoolFull, type Spool, type SpooledTake } from './spool.ts';

export interface OverflowSpool extends Spool {
	/** Bytes of takes that are neither on the device nor, yet, on the server. */
	unsafeBytes(): Promise<number>;
}

export interface OverflowOptions {
	/** The device is full, or gave up, for a take being recorded. */
	onOverflow(): void;
	/** The page holds no more than this of what the server has not confirmed; then `SpoolFull`. */
	mostUnsafeBytes: number;
	/** False: the device is this page's memory, and nothing in it is safe before the server has it. */
	keeps?: boolean;
}

/** How much of what the server has confirmed is kept in memory, in bytes, so that it can be played at once. */
const KEPT_BYTES = 32_000_000;

export function createOverflowSpool(
	device: Spool,
	{ onOverflow, mostUnsafeBytes, keeps = true }: OverflowOptions
): OverflowSpool {
	const memory = createMemorySpool(KEPT_BYTES);
	/** Takes that go on in memory, as they are on the device. */
	const split = new Map<string, SpooledTake>();
	/** Takes that are written here, as the device answered last: it may not be able to say so any more. */
	const answered = new Map<string, SpooledTake>();
	/** What the device could not note down. */
	const unnoted = new Map<string, { finished: boolean; confirmedBytes: number }>();

	async function overflow(takeId: string, error: unknown): Promise<void> {
		const take = answered.get(takeId) ?? (await device.describe(takeId).catch(() => null));
		if (!take) throw error;
		split.set(takeId, { ...take });
		await memory.open(take);
		onOverflow();
	}

	async function onDevice(takeId: string): Promise<SpooledTake | null> {
		const take = await device.describe(takeId);
		const more = unnoted.get(takeId);
		if (!take || !more) return take;
		return {
			...take,
			finished: take.finished || more.finished,
			confirmedBytes: Math.max(take.confirmedBytes, more.confirmedBytes)
		};
	}

	/** Tells the device; what it refuses to note of a take that it has is known here. */
	async function note(
		takeId: string,
		tell: () => Promise<void>,
		{ finished = false, confirmedBytes = 0 }
	): Promise<void> {
		try {
			await tell();
		} catch (error) {
			const isHere = answered.has(takeId) || (await device.describe(takeId).catch(() => null));
			if (!isHere) throw error;
			const before = unnoted.get(takeId);
			unnoted.set(takeId, {
				finished: finished || (before?.finished ?? false),
				confirmedBytes: Math.max(confirmedBytes, before?.confirmedBytes ?? 0)
			});
		}
	}

	async function describe(takeId: string): Promise<SpooledTake | null> {
		const first = split.get(takeId);
		const rest = first ? await memory.describe(takeId) : null;
		if (!first || !rest) return onDevice(takeId);
		return {
			...rest,
			bytes: first.bytes + rest.bytes,
			chunks: first.chunks + rest.chunks,
			durationMs: rest.durationMs || first.durationMs,
			confirmedBytes:
				rest.confirmedBytes > 0 ? first.bytes + rest.confirmedBytes : first.confirmedBytes
		};
	}

	async function unsafeBytes(): Promise<number> {
		const takes = keeps
			? await Promise.all([...split.keys()].map(describe))
			: await Promise.all((await device.list()).map(({ takeId }) => describe(takeId)));
		return takes.reduce((sum, take) => {
			const kept = keeps ? (split.get(take?.takeId ?? '')?.bytes ?? 0) : 0;
			return sum + (take ? Math.max(0, take.bytes - Math.max(take.confirmedBytes, kept)) : 0);
		}, 0);
	}

	async function append(
		takeId: string,
		chunk: Uint8Array<ArrayBuffer>,
		durationMs: number
	): Promise<void> {
		if (!keeps) await refuseBeyondMost(chunk);
		if (!split.has(takeId)) {
			try {
				await device.append(takeId, chunk, durationMs);
				const take = answered.get(takeId);
				if (take) {
					take.bytes += chunk.byteLength;
					take.chunks += 1;
					take.durationMs = durationMs;
				}
				return;
			} catch (error) {
				await overflow(takeId, error);
			}
		}
		await refuseBeyondMost(chunk);
		await memory.append(takeId, chunk, durationMs);
	}

	async function refuseBeyondMost(chunk: Uint8Array): Promise<void> {
		if ((await unsafeBytes()) + chunk.byteLength > mostUnsafeBytes) throw new SpoolFull();
	}

	const writing = new Map<string, Promise<void>>();
	return {
		async open(take) {
			try {
				await device.open(take);
				answered.set(take.takeId, emptyTake(take));
			} catch (error) {
				// a take that is there already is no trouble of the device
				if (await describe(take.takeId).catch(() => null)) throw error;
				split.set(take.takeId, emptyTake(take));
				await memory.open(take);
				onOverflow();
			}
		},
		append(takeId, chunk, durationMs) {
			const own = chunk.slice();
			const before = writing.get(takeId) ?? Promise.resolve();
			const written = before.then(() => append(takeId, own, durationMs));
			writing.set(
				takeId,
				written.catch(() => undefined)
			);
			return written;
		},
		async finish(takeId) {
			await writing.get(takeId);
			writing.delete(takeId);
			if (split.has(takeId)) {
				await memory.finish(takeId);
				await device.finish(takeId).catch(() => undefined);
			} else {
				await note(takeId, () => device.finish(takeId), { finished: true });
			}
			answered.delete(takeId);
		},
		async read(takeId, start, end) {
			const first = split.get(takeId)?.bytes;
			if (first === undefined) return device.read(takeId, start, end);
			const begin = start < first ? await device.read(takeId, start, Math.min(end, first)) : null;
			const from = Math.max(0, start - first);
			const rest = await memory.read(takeId, from, Math.max(from, end - first));
			return concatenate(begin ? [begin, rest] : [rest]);
		},
		async blob(takeId) {
			const first = split.get(takeId)?.bytes;
			if (first === undefined) return device.blob(takeId);
			const begin = first > 0 ? await device.blob(takeId) : null;
			const rest = await memory.blob(takeId);
			// the device may hold a chunk that it did not answer
			const parts = [begin?.slice(0, first) ?? null, rest];
			return new Blob(
				parts.filter((part) => part !== null),
				{ type: rest?.type ?? '' }
			);
		},
		async confirm(takeId, confirmedBytes) {
			const first = split.get(takeId);
			if (!first) {
				const take = answered.get(takeId);
				if (take) take.confirmedBytes = Math.max(take.confirmedBytes, confirmedBytes);
				return note(takeId, () => device.confirm(takeId, confirmedBytes), { confirmedBytes });
			}
			await memory.confirm(takeId, Math.max(0, confirmedBytes - first.bytes));
			const there = Math.max(first.confirmedBytes, Math.min(confirmedBytes, first.bytes));
			split.set(takeId, { ...first, confirmedBytes: there });
			// a device that is full may refuse even this; it is known here
			await device.confirm(takeId, there).catch(() => undefined);
		},
		describe,
		async list() {
			const takes = new Map((await device.list()).map((take) => [take.takeId, take]));
			for (const takeId of [...split.keys(), ...unnoted.keys()]) {
				const take = await describe(takeId);
				if (take) takes.set(takeId, take);
			}
			return [...takes.values()].sort((a, b) => a.recordedAtMs - b.recordedAtMs);
		},
		async remove(takeId) {
			const isOnlyHere = split.get(takeId)?.bytes === 0;
			split.delete(takeId);
			answered.delete(takeId);
			unnoted.delete(takeId);
			await memory.remove(takeId);
			// a device that refuses everything has nothing of this take to remove
			await device.remove(takeId).catch((error: unknown) => {
				if (!isOnlyHere) throw error;
			});
		},
		close: () => device.close(),
		unsafeBytes
	};
}
