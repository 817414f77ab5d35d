import { mkdtemp, open, readFile, rm, stat, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WriteBatch } from './write-batch.server.ts';

const AT = 5;
let folder: string;
let path: string;
let file: FileHandle;
let written: number[];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'write-batch-'));
	path = join(folder, 'upload');
	file = await open(path, 'w');
	written = [];
});
afterEach(async () => {
	await file.close();
	await rm(folder, { recursive: true });
});

const batchOn = (on: FileHandle) => new WriteBatch(on, AT, (bytes) => written.push(bytes));
const piece = (length: number, value: number) => new Uint8Array(length).fill(value);
const sum = () => written.reduce((all, bytes) => all + bytes, 0);

describe('a batch', () => {
	it('writes what is added in its order, many pieces in few writes', async () => {
		const batch = batchOn(file);
		const pieces = Array.from({ length: 80 }, (_, at) => piece(65_536 - at, at));
		for (const each of pieces) await batch.add(each);
		await batch.end();
		const whole = Buffer.concat([Buffer.alloc(AT), ...pieces]);
		expect((await readFile(path)).equals(whole)).toBe(true);
		expect(sum()).toBe(whole.length - AT);
		expect(written.length).toBeLessThan(10);
	});

	it('writes a piece that no other follows before long', async () => {
		const batch = batchOn(file);
		await batch.add(piece(700, 1));
		await expect.poll(async () => (await stat(path)).size, { timeout: 5000 }).toBe(AT + 700);
		await batch.add(piece(0, 1));
		await batch.end();
		expect(sum()).toBe(700);
	});

	it('goes on where a disk that was nearly full stopped', async () => {
		const short = {
			writev: async (pieces: Uint8Array[], at: number) => {
				const some = Buffer.concat(pieces).subarray(0, 300);
				return file.write(some, 0, some.length, at);
			}
		} as unknown as FileHandle;
		const batch = batchOn(short);
		const pieces = [piece(250, 1), piece(100, 2), piece(0, 0), piece(400, 3)];
		for (const each of pieces) await batch.add(each);
		await batch.end();
		expect((await readFile(path)).subarray(AT).equals(Buffer.concat(pieces))).toBe(true);
		expect(written).toEqual([300, 300, 150]);
	});

	it('keeps what it had written when the disk fails, and fails ever after', async () => {
		let isFull = false;
		const filling = {
			writev: (pieces: Uint8Array[], at: number) =>
				isFull ? Promise.reject(new Error('ENOSPC')) : file.writev(pieces, at)
		} as unknown as FileHandle;
		const batch = batchOn(filling);
		await batch.add(piece(900, 1));
		await batch.end();
		isFull = true;
		await batch.add(piece(100, 2));
		await expect(batch.end()).rejects.toThrow('ENOSPC');
		isFull = false;
		await expect(batch.end()).rejects.toThrow('ENOSPC');
		expect((await stat(path)).size).toBe(AT + 900);
		expect(sum()).toBe(900);
	});
});
