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
		async () =>
			createOverflowSpool(small(room), { onOverflow: () => undefined, mostUnsafeBytes: 1000 }),
		false
	);
}

describe('a device that is full in the middle of a take', () => {
	const told = vi.fn();
	const bytes = (...values: number[]) => new Uint8Array(values);
	let spool: OverflowSpool;
	beforeEach(async () => {
		told.mockClear();
		spool = createOverflowSpool(small(4), { onOverflow: told, mostUnsafeBytes: 5 });
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

const NAMES = { sessionId: 's', answerId: 'a', question: 'q', mimeType: 'video/webm' };
const take = (takeId: string) => ({ takeId, ...NAMES, recordedAtMs: 1 });
const bytes = (...values: number[]) => new Uint8Array(values);

describe('a device that is too full for a note', () => {
	const refuse = async () => {
		throw new SpoolFull();
	};

	it('leaves it known here that the take is finished, and how much of it the server has', async () => {
		const device = createMemorySpool();
		const full = { ...device, finish: refuse, confirm: refuse };
		const spool = createOverflowSpool(full, { onOverflow: vi.fn(), mostUnsafeBytes: 9 });
		await device.open(take('found'));
		await device.append('found', bytes(1, 2, 3), 1);
		await spool.finish('found');
		await spool.confirm('found', 3);
		await spool.confirm('found', 2);
		const known = { takeId: 'found', bytes: 3, finished: true, confirmedBytes: 3 };
		expect(await spool.describe('found')).toMatchObject(known);
		expect(await spool.list()).toMatchObject([known]);
		await spool.remove('found');
		expect(await spool.list()).toEqual([]);
		await expect(spool.finish('nobody')).rejects.toThrow();
	});
});

describe('a device that fails in the middle of a take', () => {
	it.each(['InvalidStateError', 'UnknownError', 'NotFoundError'])(
		'with %s: the recording goes on in memory from what was answered last',
		async (name) => {
			const told = vi.fn();
			const device = createMemorySpool();
			let isBroken = false;
			const broken = async (): Promise<never> => {
				throw new DOMException('', name);
			};
			const spool = createOverflowSpool(
				{
					...device,
					append: (...given) => (isBroken ? broken() : device.append(...given)),
					describe: (takeId) => (isBroken ? broken() : device.describe(takeId)),
					finish: broken,
					confirm: (...given) => (isBroken ? broken() : device.confirm(...given))
				},
				{ onOverflow: told, mostUnsafeBytes: 9 }
			);
			await spool.open(take('t'));
			await spool.append('t', bytes(1, 2, 3), 1);
			await spool.confirm('t', 2);
			isBroken = true;
			await spool.append('t', bytes(4), 2);
			expect(told).toHaveBeenCalledTimes(1);
			expect(await spool.describe('t')).toMatchObject({ bytes: 4, chunks: 2, confirmedBytes: 2 });
			await spool.confirm('t', 3);
			await spool.finish('t');
			expect(await spool.describe('t')).toMatchObject({ finished: true, confirmedBytes: 3 });
			expect([...(await spool.read('t', 3, 9))]).toEqual([4]);
		}
	);

	it('at its first word: all of it is in memory', async () => {
		const broken = { ...createMemorySpool(), open: () => Promise.reject(new Error('no')) };
		const told = vi.fn();
		const spool = createOverflowSpool(broken, { onOverflow: told, mostUnsafeBytes: 9 });
		await spool.open(take('t'));
		await spool.append('t', bytes(1), 1);
		expect([...(await spool.read('t', 0, 9))]).toEqual([1]);
		expect(told).toHaveBeenCalledTimes(1);
	});
});

describe('a browser that keeps nothing', () => {
	it('counts every byte that the server does not have, and takes no more than a page may hold', async () => {
		const spool = createOverflowSpool(createMemorySpool(), {
			onOverflow: vi.fn(),
			mostUnsafeBytes: 4,
			keeps: false
		});
		await spool.open(take('t'));
		await spool.append('t', bytes(1, 2, 3), 1);
		expect(await spool.unsafeBytes()).toBe(3);
		await expect(spool.append('t', bytes(4, 5), 2)).rejects.toThrow(SpoolFull);
		await spool.confirm('t', 2);
		expect(await spool.unsafeBytes()).toBe(1);
		await spool.append('t', bytes(4, 5), 2);
		expect([...(await spool.read('t', 0, 9))]).toEqual([1, 2, 3, 4, 5]);
	});
});
