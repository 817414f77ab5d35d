import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemorySpool } from './spool-memory.ts';
import { createOverflowSpool, type OverflowSpool } from './spool-overflow.ts';
import { describeSpool } from './spool.contract.ts';
import { SpoolFull, type Spool } from './spool.ts';

/** A device with room for so many bytes. */
function small(room: number): Spool {
	const memory = createMemorySpool();
	let used = 0;
	return {
		...memory,
		async append(takeId, chunk, durationMs) {
			if (used + chunk.byteLength > room) throw new SpoolFull();
			used += chunk.byteLength;
			await memory.append(takeId, chunk, durationMs);
		}
	};
}

for (const room of [1000, 4, 0]) {
	describeSpool(
		`going on in memory after ${room} bytes`,
		async () => createOverflowSpool(small(room), () => undefined, 1000),
		false
	);
}

describe('a device that is full in the middle of a take', () => {
	const told = vi.fn();
	const bytes = (...values: number[]) => new Uint8Array(values);
	let spool: OverflowSpool;
	beforeEach(async () => {
		told.mockClear();
		spool = createOverflowSpool(small(4), told, 5);
		const names = { sessionId: 's', answerId: 'a', question: 'q', mimeType: 'video/webm' };
		await spool.open({ takeId: 't', ...names, recordedAtMs: 1 });
		await spool.append('t', bytes(1, 2, 3), 1);
	});

	it('says so once, and loses nothing', async () => {
		await spool.append('t', bytes(4, 5), 2);
		await spool.append('t', bytes(6), 3);
		expect(told).toHaveBeenCalledTimes(1);
		expect([...(await spool.read('t', 0, 99))]).toEqual([1, 2, 3, 4, 5, 6]);
		expect([...(await spool.read('t', 2, 4))]).toEqual([3, 4]);
		expect(await spool.describe('t')).toMatchObject({ bytes: 6, chunks: 3, durationMs: 3 });
		expect(await spool.list()).toHaveLength(1);
	});

	it('holds no more in memory than allowed, and again more when the server has some', async () => {
		await spool.append('t', bytes(4, 5, 6, 7, 8), 2);
		expect(await spool.unsafeBytes()).toBe(5);
		await expect(spool.append('t', bytes(9), 3)).rejects.toThrow(SpoolFull);
		await spool.confirm('t', 6);
		expect(await spool.unsafeBytes()).toBe(2);
		await spool.append('t', bytes(9), 3);
		expect([...(await spool.read('t', 0, 99))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});
});
