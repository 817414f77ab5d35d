import { beforeEach, describe, expect, it } from 'vitest';
import { crc32 } from './checksum.ts';
import { SpoolFull, type NewSpooledTake, type Spool } from './spool.ts';

const bytes = (...values: number[]) => new Uint8Array(values);
const bytesOf = async (blob: Blob | null) => [
	...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))
];
const take = (takeId: string, recordedAtMs = 0): NewSpooledTake => ({
	takeId,
	sessionId: 's',
	answerId: 'a',
	question: 'Tell me about yourself.',
	mimeType: 'video/webm',
	recordedAtMs
});

/** A place with little room, at most some megabytes. */
export interface SmallPlace {
	spool: Spool;
	/** From now on there is room. */
	giveRoom(): Promise<void>;
}

const CHUNK_BYTES = 300_000;

/** Bytes that no store can make smaller, others for every number. */
function chunkOf(number: number): Uint8Array<ArrayBuffer> {
	const chunk = new Uint8Array(CHUNK_BYTES);
	let state = number + 1;
	for (let at = 0; at < CHUNK_BYTES; at++) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		chunk[at] = state >>> 24;
	}
	return chunk;
}

/**
 * What every spool must do when it is full. `make` gives a spool in which take `full` is open, with less room than
 * a hundred chunks need.
 */
export function describeFullSpool(
	name: string,
	make: (full: NewSpooledTake) => Promise<SmallPlace>
): void {
	it(`spool: ${name}: says when it is full, keeps every chunk that it took, and goes on when there is room`, async () => {
		const { spool, giveRoom } = await make(take('full'));
		let taken = 0;
		const fill = async () => {
			for (; taken < 100; taken++) await spool.append('full', chunkOf(taken), taken + 1);
		};
		await expect(fill()).rejects.toBeInstanceOf(SpoolFull);
		expect(taken).toBeGreaterThan(0);
		expect(taken).toBeLessThan(100);
		await expect(spool.append('full', chunkOf(taken), taken + 1)).rejects.toBeInstanceOf(SpoolFull);
		expect(await spool.describe('full')).toMatchObject({
			bytes: taken * CHUNK_BYTES,
			chunks: taken,
			durationMs: taken
		});
		await giveRoom();
		await spool.append('full', chunkOf(taken), taken + 1);
		await spool.finish('full');
		expect(await spool.describe('full')).toMatchObject({ chunks: taken + 1, finished: true });
		for (let at = 0; at <= taken; at++) {
			const there = await spool.read('full', at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES);
			expect([at, crc32(there)]).toEqual([at, crc32(chunkOf(at))]);
		}
		await spool.remove('full');
		spool.close();
	});
}

/**
 * What every spool must do. `make` gives the spool of that place, empty for a place that nobody has used yet;
 * `outlives` says that it keeps takes for the next page.
 */
export function describeSpool(
	name: string,
	make: (place: string) => Promise<Spool>,
	outlives = true
): void {
	describe(`spool: ${name}`, () => {
		let place: string;
		let spool: Spool;
		beforeEach(async () => {
			place = `spool-test-${crypto.randomUUID()}`;
			spool = await make(place);
			return () => spool.close();
		});

		it('gives back exactly the bytes of the range asked for, across chunks', async () => {
			await spool.open(take('t'));
			await spool.append('t', bytes(0, 1, 2), 1000);
			await spool.append('t', bytes(3), 2000);
			await spool.append('t', bytes(4, 5, 6, 7), 3000);
			expect([...(await spool.read('t', 0, 8))]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
			expect([...(await spool.read('t', 2, 5))]).toEqual([2, 3, 4]);
			expect([...(await spool.read('t', 3, 4))]).toEqual([3]);
			expect([...(await spool.read('t', 5, 999))]).toEqual([5, 6, 7]);
			expect([...(await spool.read('t', 8, 999))]).toEqual([]);
		});

		it('counts bytes, chunks and length with every chunk', async () => {
			await spool.open(take('t'));
			expect(await spool.describe('t')).toMatchObject({ bytes: 0, chunks: 0, finished: false });
			await spool.append('t', bytes(1, 2), 1010);
			await spool.append('t', bytes(3), 2020);
			expect(await spool.describe('t')).toMatchObject({ bytes: 3, chunks: 2, durationMs: 2020 });
			await spool.finish('t');
			expect((await spool.describe('t'))?.finished).toBe(true);
		});

		it('keeps the bytes of a view, not of the buffer behind it', async () => {
			await spool.open(take('t'));
			const view = new Uint8Array(bytes(9, 9, 1, 2, 9).buffer, 2, 2);
			await spool.append('t', view, 1);
			view.fill(0);
			expect([...(await spool.read('t', 0, 10))]).toEqual([1, 2]);
		});

		it('keeps the order of chunks appended at once', async () => {
			await spool.open(take('t'));
			await Promise.all([1, 2, 3, 4, 5].map((n) => spool.append('t', bytes(n), n)));
			expect([...(await spool.read('t', 0, 10))]).toEqual([1, 2, 3, 4, 5]);
		});

		it('answers a chunk when it is written and not before, so that whoever waits for the answer cannot run ahead', async () => {
			await spool.open(take('t'));
			const seen: number[] = [];
			await Promise.all(
				[1, 2, 3, 4, 5].map(async (n) => {
					await spool.append('t', new Uint8Array(100).fill(n), n);
					seen.push((await spool.describe('t'))?.chunks ?? 0);
				})
			);
			expect(seen).toHaveLength(5);
			seen.forEach((chunks, at) => expect(chunks).toBeGreaterThan(at));
		});

		it('lists what nobody finished beside what was, and closes it as it is', async () => {
			for (const [n, takeId] of ['whole', 'cut', 'empty'].entries())
				await spool.open(take(takeId, n));
			await spool.append('whole', bytes(1, 2), 900);
			await spool.finish('whole');
			await spool.append('cut', bytes(3), 400);
			if (outlives) {
				spool.close();
				spool = await make(place);
			}
			expect(await spool.list()).toMatchObject([
				{ takeId: 'whole', question: 'Tell me about yourself.', bytes: 2, finished: true },
				{ takeId: 'cut', answerId: 'a', bytes: 1, durationMs: 400, finished: false },
				{ takeId: 'empty', bytes: 0, finished: false }
			]);
			await spool.finish('cut');
			await spool.remove('empty');
			expect(await spool.list()).toMatchObject([{ finished: true }, { finished: true, bytes: 1 }]);
			expect(await bytesOf(await spool.blob('cut'))).toEqual([3]);
		});

		it('takes a chunk that comes after the end, and gives it back with the rest', async () => {
			await spool.open(take('t'));
			await spool.append('t', bytes(1, 2), 1);
			await spool.finish('t');
			await spool.append('t', bytes(3), 2);
			expect(await bytesOf(await spool.blob('t'))).toEqual([1, 2, 3]);
		});

		it('keeps whose a take is', async () => {
			await spool.open({ ...take('t'), ownerMark: 'ana', isGuest: false });
			await spool.append('t', bytes(1), 1);
			if (outlives) {
				spool.close();
				spool = await make(place);
			}
			expect(await spool.describe('t')).toMatchObject({ ownerMark: 'ana', isGuest: false });
		});

		it('keeps several takes apart and lists the oldest first', async () => {
			await spool.open(take('young', 20));
			await spool.open(take('old', 10));
			await Promise.all([
				spool.append('young', bytes(1), 1),
				spool.append('old', bytes(2), 1),
				spool.append('young', bytes(3), 2)
			]);
			expect([...(await spool.read('young', 0, 9))]).toEqual([1, 3]);
			expect([...(await spool.read('old', 0, 9))]).toEqual([2]);
			expect((await spool.list()).map((each) => each.takeId)).toEqual(['old', 'young']);
		});

		it('reads what is there while more is being written', async () => {
			await spool.open(take('t'));
			for (let n = 0; n < 20; n++) {
				const written = spool.append('t', bytes(n), n);
				expect([...(await spool.read('t', 0, n))]).toEqual([...Array(n).keys()]);
				await written;
			}
		});

		it('gives a whole take as a blob, before and after its end', async () => {
			await spool.open(take('t'));
			await spool.append('t', bytes(1, 2), 1);
			const early = await spool.blob('t');
			expect(await bytesOf(early)).toEqual([1, 2]);
			await spool.append('t', bytes(3), 2);
			await spool.finish('t');
			const whole = await spool.blob('t');
			await spool.confirm('t', 2);
			expect(await bytesOf(whole)).toEqual([1, 2, 3]);
			expect(whole?.type).toBe('video/webm');
			expect(await spool.blob('nobody')).toBeNull();
		});

		it('answers an unknown take with nothing', async () => {
			expect(await spool.describe('nobody')).toBeNull();
			expect([...(await spool.read('nobody', 0, 9).catch(() => bytes()))]).toEqual([]);
			await expect(spool.remove('nobody')).resolves.toBeUndefined();
		});

		it.runIf(outlives)(
			'has every answered chunk for the next page, and goes on there',
			async () => {
				await spool.open(take('t'));
				await spool.append('t', bytes(1, 2, 3), 1000);
				await spool.confirm('t', 2);
				spool.close();
				spool = await make(place);
				expect(await spool.list()).toMatchObject([
					{ takeId: 't', bytes: 3, durationMs: 1000, confirmedBytes: 2, finished: false }
				]);
				await spool.finish('t');
				await spool.confirm('t', 3);
				spool.close();
				spool = await make(place);
				expect(await spool.describe('t')).toMatchObject({ finished: true, confirmedBytes: 3 });
				expect([...(await spool.read('t', 0, 9))]).toEqual([1, 2, 3]);
			}
		);

		it.runIf(outlives)('lets two pages record a take each, and both see both', async () => {
			const second = await make(place);
			await spool.open(take('one', 1));
			await second.open(take('two', 2));
			await Promise.all([spool.append('one', bytes(1), 1), second.append('two', bytes(2), 1)]);
			for (const page of [spool, second]) {
				expect((await page.list()).map((each) => [each.takeId, each.bytes])).toEqual([
					['one', 1],
					['two', 1]
				]);
			}
			second.close();
		});

		it('never takes a confirmation back', async () => {
			await spool.open(take('t'));
			await spool.append('t', bytes(1, 2, 3), 1);
			await spool.confirm('t', 3);
			await spool.confirm('t', 1);
			expect((await spool.describe('t'))?.confirmedBytes).toBe(3);
		});

		it('forgets a removed take with all its chunks', async () => {
			await spool.open(take('t'));
			await spool.append('t', bytes(1), 1);
			await spool.remove('t');
			expect(await spool.describe('t')).toBeNull();
			await spool.open(take('t'));
			expect([...(await spool.read('t', 0, 9))]).toEqual([]);
		});

		it('refuses to open a take twice and to append to an unknown one', async () => {
			await spool.open(take('t'));
			await expect(spool.open(take('t'))).rejects.toThrow();
			await expect(spool.append('nobody', bytes(1), 1)).rejects.toThrow();
		});
	});
}
