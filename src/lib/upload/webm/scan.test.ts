import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { NotScannable, scanWebm, type Scan } from './scan.ts';

/** 85 pictures (the first is a key frame) and 50 sounds in three seconds, as Chromium records them. */
let recording: Buffer;
beforeAll(async () => {
	recording = await readFile('tests/fixtures/recording.webm');
});

function scanIn(pieces: number, bytes: Uint8Array = recording): Scan {
	const scanner = scanWebm();
	for (let at = 0; at < bytes.length; at += pieces) scanner.push(bytes.subarray(at, at + pieces));
	return scanner.finish();
}

describe('a recording', () => {
	it('is understood whole', () => {
		const scan = scanIn(1_000_000);
		expect(scan.tracks).toMatchObject([
			{ isVideo: true, codec: 'V_VP8', blocks: 85, firstTicks: 0, lastTicks: 2956 },
			{ isVideo: false, codec: 'A_OPUS', blocks: 50, firstTicks: 37, lastTicks: 2977 }
		]);
		expect(scan.keys.map(({ ticks }) => ticks)).toEqual([0]);
		expect(scan.wholeBytes).toBe(recording.length);
		expect(recording.readUInt32BE(scan.firstCluster)).toBe(0x1f43b675);
	});

	it.each([1, 2, 7, 100, 4096])('is understood the same in pieces of %i bytes', (pieces) => {
		expect(scanIn(pieces)).toEqual(scanIn(1_000_000));
	});

	it('keeps nothing of the buffers it was given', () => {
		const buffer = Buffer.alloc(5000);
		const scanner = scanWebm();
		for (let at = 0; at < recording.length; at += buffer.length) {
			const read = recording.copy(buffer, 0, at);
			scanner.push(buffer.subarray(0, read));
			buffer.fill(0);
		}
		expect(scanner.finish()).toEqual(scanIn(1_000_000));
	});

	it('ends with its last whole frame wherever it is cut off', () => {
		const ends = new Set<number>();
		for (let cut = 1000; cut < recording.length; cut += 197) {
			const scan = scanIn(1_000_000, recording.subarray(0, cut));
			expect(scan.wholeBytes).toBeLessThanOrEqual(cut);
			const again = scanIn(1_000_000, recording.subarray(0, scan.wholeBytes));
			expect({ ...again, clustersBegun: scan.clustersBegun }).toEqual(scan);
			ends.add(scan.wholeBytes);
		}
		expect(ends.size).toBeGreaterThan(50);
	});
});

describe('what is no recording', () => {
	it('is refused, in pieces of any size', async () => {
		const endless = await readFile('tests/fixtures/endless.webm');
		const noise = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 73) % 251));
		const head = recording.subarray(0, 200);
		for (const bytes of [
			Buffer.alloc(0),
			endless,
			noise,
			head,
			Buffer.concat([head, noise]),
			Buffer.concat([head, Buffer.alloc(5000)]),
			Buffer.concat([head, Buffer.alloc(5000, 0xff)])
		]) {
			for (const pieces of [1, 64, 10_000]) {
				expect(() => scanIn(pieces, bytes), String(bytes.subarray(0, 30))).toThrow(NotScannable);
			}
		}
	});

	it('never makes it fail in another way, whatever byte is wrong', () => {
		for (let at = 0; at < 1500; at += 4) {
			const broken = Buffer.from(recording);
			broken[at] = (broken[at] ?? 0) ^ 0xa5;
			try {
				expect(scanIn(9000, broken).wholeBytes).toBeLessThanOrEqual(recording.length);
			} catch (error) {
				expect(error).toBeInstanceOf(NotScannable);
			}
		}
	});
});
