/**
 * A spool that goes on in memory when the device refuses another chunk: what was written stays on the device, what comes
 * after is only as safe as what has been sent. It is told once.
 */
import { createMemorySpool } from './spool-memory.ts';
import { concatenate, SpoolFull, type Spool, type SpooledTake } from './spool.ts';

export interface OverflowSpool extends Spool {
	/** Bytes of takes that are neither on the device nor, yet, on the server. */
	unsafeBytes(): Promise<number>;
}

/** How much of what the server has confirmed is kept in memory, in bytes, so that it can be played at once. */
const KEPT_BYTES = 32_000_000;

/**
 * @param onOverflow the device is full, or gave up, for a take being recorded
 * @param mostUnsafeBytes the page holds no more than this of what the server has not confirmed; then `SpoolFull`
 */
export function createOverflowSpool(
	device: Spool,
	onOverflow: () => void,
	mostUnsafeBytes: number
): OverflowSpool {
	const memory = createMemorySpool(KEPT_BYTES);
	/** Takes that go on in memory, with how many of their bytes are on the device. */
	const split = new Map<string, SpooledTake>();

	async function overflow(takeId: string, error: unknown): Promise<void> {
		const take = await device.describe(takeId);
		if (!take || !(error instanceof SpoolFull)) throw error;
		split.set(takeId, take);
		await memory.open(take);
		onOverflow();
	}

	async function describe(takeId: string): Promise<SpooledTake | null> {
		const onDevice = split.get(takeId);
		const rest = onDevice ? await memory.describe(takeId) : null;
		if (!onDevice || !rest) return device.describe(takeId);
		return {
			...rest,
			bytes: onDevice.bytes + rest.bytes,
			chunks: onDevice.chunks + rest.chunks,
			durationMs: rest.durationMs || onDevice.durationMs,
			confirmedBytes:
				rest.confirmedBytes > 0 ? onDevice.bytes + rest.confirmedBytes : onDevice.confirmedBytes
		};
	}

	async function unsafeBytes(): Promise<number> {
		const takes = await Promise.all([...split.keys()].map(describe));
		return takes.reduce((sum, take) => {
			const onDevice = split.get(take?.takeId ?? '')?.bytes ?? 0;
			return sum + (take ? Math.max(0, take.bytes - Math.max(take.confirmedBytes, onDevice)) : 0);
		}, 0);
	}

	async function append(
		takeId: string,
		chunk: Uint8Array<ArrayBuffer>,
		durationMs: number
	): Promise<void> {
		if (!split.has(takeId)) {
			try {
				return await device.append(takeId, chunk, durationMs);
			} catch (error) {
				await overflow(takeId, error);
			}
		}
		if ((await unsafeBytes()) + chunk.byteLength > mostUnsafeBytes) throw new SpoolFull();
		await memory.append(takeId, chunk, durationMs);
	}

	const writing = new Map<string, Promise<void>>();
	return {
		async open(take) {
			try {
				await device.open(take);
			} catch (error) {
				if (!(error instanceof SpoolFull)) throw error;
				const nothing = { bytes: 0, chunks: 0, durationMs: 0, finished: false, confirmedBytes: 0 };
				split.set(take.takeId, { ...take, ...nothing });
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
			if (!split.has(takeId)) return device.finish(takeId);
			await memory.finish(takeId);
			await device.finish(takeId).catch(() => undefined);
		},
		async read(takeId, start, end) {
			const onDevice = split.get(takeId)?.bytes;
			if (onDevice === undefined) return device.read(takeId, start, end);
			const first =
				start < onDevice ? await device.read(takeId, start, Math.min(end, onDevice)) : null;
			const from = Math.max(0, start - onDevice);
			const rest = await memory.read(takeId, from, Math.max(from, end - onDevice));
			return concatenate(first ? [first, rest] : [rest]);
		},
		async blob(takeId) {
			if (!split.has(takeId)) return device.blob(takeId);
			const parts = [await device.blob(takeId), await memory.blob(takeId)];
			return new Blob(
				parts.filter((part) => part !== null),
				{ type: parts[1]?.type ?? '' }
			);
		},
		async confirm(takeId, confirmedBytes) {
			const onDevice = split.get(takeId);
			if (!onDevice) return device.confirm(takeId, confirmedBytes);
			await memory.confirm(takeId, Math.max(0, confirmedBytes - onDevice.bytes));
			const there = Math.max(onDevice.confirmedBytes, Math.min(confirmedBytes, onDevice.bytes));
			split.set(takeId, { ...onDevice, confirmedBytes: there });
			// a device that is full may refuse even this; it is known here
			await device.confirm(takeId, there).catch(() => undefined);
		},
		describe,
		async list() {
			const takes = new Map((await device.list()).map((take) => [take.takeId, take]));
			for (const takeId of split.keys()) {
				const take = await describe(takeId);
				if (take) takes.set(takeId, take);
			}
			return [...takes.values()].sort((a, b) => a.recordedAtMs - b.recordedAtMs);
		},
		async remove(takeId) {
			split.delete(takeId);
			await memory.remove(takeId);
			await device.remove(takeId);
		},
		close: () => device.close(),
		unsafeBytes
	};
}
