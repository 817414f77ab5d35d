import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32 } from './checksum.ts';
import { concatenate, type NewSpooledTake } from './spool.ts';
import { logHead, logRecord, readTakeLog } from './take-log.ts';

const take: NewSpooledTake = {
	takeId: 't',
	sessionId: 's',
	answerId: 'a',
	question: 'Why did you leave? Pourquoi? 为什么?',
	mimeType: 'video/webm',
	recordedAtMs: 7
};
const log = concatenate([
	logHead(take),
	logRecord({ kind: 'chunk', endByte: 100, durationMs: 250, crc: 1 }),
	logRecord({ kind: 'confirm', confirmedBytes: 100 }),
	logRecord({ kind: 'chunk', endByte: 260, durationMs: 510, crc: 2 }),
	logRecord({ kind: 'finish' })
]);

it('has the checksum that everybody else has', () => {
	expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

it('gives back what was written', () => {
	expect(readTakeLog(log, 260)).toMatchObject({
		take: { ...take, bytes: 260, chunks: 2, durationMs: 510, finished: true, confirmedBytes: 100 },
		chunks: [
			{ startByte: 0, endByte: 100, crc: 1 },
			{ startByte: 100, endByte: 260, crc: 2 }
		],
		wholeBytes: log.byteLength
	});
});

it('leaves out a chunk whose bytes are not all there, and everything after it', () => {
	expect(readTakeLog(log, 259)?.take).toMatchObject({ bytes: 100, chunks: 1, finished: false });
});

it('cut at any byte, it is a shorter log or none', () => {
	fc.assert(
		fc.property(fc.nat(log.byteLength), (length) => {
			const read = readTakeLog(log.subarray(0, length), 260);
			if (!read) return length < logHead(take).byteLength;
			return read.wholeBytes <= length && [0, 100, 260].includes(read.take.bytes);
		})
	);
});

it('ends before a record in which one byte is wrong', () => {
	const damaged = log.slice();
	damaged[log.byteLength - 40] = (damaged[log.byteLength - 40] ?? 0) ^ 1;
	expect(readTakeLog(damaged, 260)?.take).toMatchObject({ bytes: 100, finished: false });
});
