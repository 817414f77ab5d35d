/**
 * Makes a received WebM recording seekable where it lies: nothing is copied, so it takes as long for an hour as for a
 * minute but for one reading. It can be undone until the end, and begun again after a crash at any step.
 */
import { open, readFile, type FileHandle } from 'node:fs/promises';
import * as v from 'valibot';
import { replaceFile } from '../platform/disk.server.ts';
import { scanWebm, type Scan } from './webm/scan.ts';
import { makeSeekable } from './webm/seekable.ts';

/** Where the upload is: its file, the room before its first byte, and where the way back is written down. */
export interface Upload {
	path: string;
	room: number;
	closedPath: string;
}

const READ_BYTES = 1_000_000;

const ClosedSchema = v.object({ head: v.string(), wholeBytes: v.number() });

/** Writes head and index. @throws {NotScannable | RangeError} when this recording cannot be sealed so */
export async function seal(upload: Upload): Promise<Scan> {
	const file = await open(upload.path, 'r+');
	try {
		const scan = await scanFile(file, upload.room);
		const { patches, bytes } = makeSeekable(scan, upload.room);
		const head = Buffer.alloc(scan.firstCluster);
		await file.read(head, 0, head.length, upload.room);
		const closed = { head: head.toString('base64'), wholeBytes: scan.wholeBytes };
		await replaceFile(upload.closedPath, JSON.stringify(closed));
		await file.truncate(upload.room + scan.wholeBytes);
		for (const { at, bytes: patch } of patches) await file.write(patch, 0, patch.length, at);
		await file.truncate(bytes);
		return scan;
	} finally {
		await file.close();
	}
}

/** Takes back what `seal` did, or the part of it that a crash let it do; without one it changes nothing. */
export async function unseal({ path, room, closedPath }: Upload): Promise<void> {
	const text = await readFile(closedPath, 'utf8').catch(() => null);
	if (text === null) return;
	const { head, wholeBytes } = v.parse(ClosedSchema, JSON.parse(text));
	const file = await open(path, 'r+');
	try {
		const bytes = Buffer.from(head, 'base64');
		await file.write(bytes, 0, bytes.length, room);
		await file.truncate(room + wholeBytes);
	} finally {
		await file.close();
	}
}

async function scanFile(file: FileHandle, from: number): Promise<Scan> {
	const scanner = scanWebm();
	const buffer = new Uint8Array(READ_BYTES);
	for (let at = from; ;) {
		const { bytesRead } = await file.read(buffer, 0, READ_BYTES, at);
		if (bytesRead === 0) return scanner.finish();
		scanner.push(buffer.subarray(0, bytesRead));
		at += bytesRead;
	}
}
