/**
 * The log beside the bytes of a take in the file system: first what the take is, then one record for every chunk and
 * every confirmation. A chunk counts from the moment its record is whole, so a crash at any byte of either file leaves
 * a shorter take and never a wrong one.
 */
import { crc32 } from './checksum.ts';
import { emptyTake, type NewSpooledTake, type SpooledTake } from './spool.ts';

/** Length of a record in bytes: kind (8), bytes (8), milliseconds (8), checksum of the chunk (4), of the record (4). */
export const RECORD_BYTES = 32;
const MAGIC = 0x56565431;
const HEAD_BYTES = 12;
const KINDS = { chunk: 1, finish: 2, confirm: 3 } as const;

export type TakeRecord =
	| { kind: 'chunk'; endByte: number; durationMs: number; crc: number }
	| { kind: 'finish' }
	| { kind: 'confirm'; confirmedBytes: number };

export interface LoggedChunk {
	startByte: number;
	endByte: number;
	durationMs: number;
	crc: number;
}

export interface TakeLog {
	take: SpooledTake;
	/** Oldest first. */
	chunks: LoggedChunk[];
	/** How much of the log is whole, in bytes: the next record belongs there. */
	wholeBytes: number;
}

/** The start of a log. */
export function logHead(take: NewSpooledTake): Uint8Array<ArrayBuffer> {
	const json = new TextEncoder().encode(JSON.stringify(take));
	const head = new Uint8Array(HEAD_BYTES + json.byteLength);
	const view = new DataView(head.buffer);
	view.setUint32(0, MAGIC);
	view.setUint32(4, json.byteLength);
	view.setUint32(8, crc32(json));
	head.set(json, HEAD_BYTES);
	return head;
}

export function logRecord(record: TakeRecord): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(RECORD_BYTES);
	const view = new DataView(bytes.buffer);
	view.setFloat64(0, KINDS[record.kind]);
	if (record.kind === 'confirm') view.setFloat64(8, record.confirmedBytes);
	if (record.kind === 'chunk') {
		view.setFloat64(8, record.endByte);
		view.setFloat64(16, record.durationMs);
		view.setUint32(24, record.crc);
	}
	view.setUint32(28, crc32(bytes.subarray(0, 28)));
	return bytes;
}

/**
 * Reads a log of which any part of the end may be missing or damaged; `mediaBytes` is how much of the recording is there.
 * @returns null when not even the start is whole
 */
export function readTakeLog(log: Uint8Array, mediaBytes: number): TakeLog | null {
	const head = readHead(log);
	if (!head) return null;
	const { take, chunks } = { take: emptyTake(head.take), chunks: [] as LoggedChunk[] };
	let at = head.bytes;
	for (; at + RECORD_BYTES <= log.byteLength; at += RECORD_BYTES) {
		const record = readRecord(log.subarray(at, at + RECORD_BYTES));
		if (!record) break;
		if (record.kind === 'finish') take.finished = true;
		else if (record.kind === 'confirm') {
			take.confirmedBytes = Math.max(take.confirmedBytes, record.confirmedBytes);
		} else {
			if (record.endByte > mediaBytes) break;
			chunks.push({ startByte: chunks.at(-1)?.endByte ?? 0, ...record });
		}
	}
	return withChunks({ take, chunks, wholeBytes: at }, chunks);
}

/** The log as if only `chunks` had been written. */
export function withChunks(log: TakeLog, chunks: LoggedChunk[]): TakeLog {
	const last = chunks.at(-1);
	const counts = {
		bytes: last?.endByte ?? 0,
		chunks: chunks.length,
		durationMs: last?.durationMs ?? 0
	};
	return { ...log, chunks, take: { ...log.take, ...counts } };
}

function readHead(log: Uint8Array): { take: NewSpooledTake; bytes: number } | null {
	if (log.byteLength < HEAD_BYTES) return null;
	const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
	const end = HEAD_BYTES + view.getUint32(4);
	if (view.getUint32(0) !== MAGIC || end > log.byteLength) return null;
	const json = log.subarray(HEAD_BYTES, end);
	if (crc32(json) !== view.getUint32(8)) return null;
	return { take: JSON.parse(new TextDecoder().decode(json)) as NewSpooledTake, bytes: end };
}

function readRecord(bytes: Uint8Array): TakeRecord | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, RECORD_BYTES);
	if (view.getUint32(28) !== crc32(bytes.subarray(0, 28))) return null;
	switch (view.getFloat64(0)) {
		case KINDS.chunk:
			return {
				kind: 'chunk',
				endByte: view.getFloat64(8),
				durationMs: view.getFloat64(16),
				crc: view.getUint32(24)
			};
		case KINDS.finish:
			return { kind: 'finish' };
		case KINDS.confirm:
			return { kind: 'confirm', confirmedBytes: view.getFloat64(8) };
		default:
			return null;
	}
}
