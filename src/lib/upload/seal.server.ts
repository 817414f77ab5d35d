/**
 * Makes a received WebM recording seekable where it lies: nothing is copied, so it takes as long for an hour as for a
 * minute but for one reading. It can be undone until the end, and begun again after a crash at any step.
 */
import { writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import * as v from 'valibot';
import { readIfThere, replaceFile } from '../platform/disk.server.ts';
import { missingOf } from './complete.ts';
import { readThrough } from './salvage.server.ts';
import { findBytes } from './webm/find-bytes.server.ts';
import { NotScannable, scanWebm, type Scan } from './webm/scan.ts';
import { durationMsOf, makeSeekable } from './webm/seekable.ts';
import { surveyWebm, type Survey } from './webm/survey.ts';

/** Where the upload is: its file, the room before its first byte, and where the way back is written down. */
export interface Upload {
	path: string;
	room: number;
	closedPath: string;
}

/**
 * What sealing writes over and cuts off: the head and the tail in base64, and where in the file sizes of clusters stood that
 * were not known. Older ones have only the head.
 */
const ClosedSchema = v.object({
	head: v.string(),
	wholeBytes: v.number(),
	tail: v.optional(v.string(), ''),
	sizesAt: v.optional(v.array(v.number()), [])
});

/** @source RFC 8794 section 6.2: a size of 8 bytes that is not known */
const UNKNOWN_SIZE = Buffer.from([1, 255, 255, 255, 255, 255, 255, 255]);

/**
 * Writes head and index. Nothing is touched before it is known that no more than a torn end would be cut off.
 * @throws {NotScannable | RangeError} when this recording cannot be sealed so
 */
export async function seal(upload: Upload): Promise<Scan> {
	const file = await open(upload.path, 'r+');
	try {
		const [scanner, surveyor] = [scanWebm(), surveyWebm(findBytes)];
		await readThrough(file, upload.room, (bytes) => {
			scanner.push(bytes);
			surveyor.push(bytes);
		});
		const scan = scanner.finish();
		refuseDamaged(scan, surveyor.finish());
		const { patches, bytes } = makeSeekable(scan, upload.room);
		const { wholeBytes } = scan;
		const whole = (await file.stat()).size - upload.room;
		const head = await readBase64(file, upload.room, scan.firstCluster);
		const tail = await readBase64(file, upload.room + wholeBytes, whole - wholeBytes);
		const sizesAt = patches.slice(1, -1).map(({ at }) => at);
		const closed: v.InferOutput<typeof ClosedSchema> = { head, wholeBytes, tail, sizesAt };
		await replaceFile(upload.closedPath, JSON.stringify(closed));
		await file.truncate(upload.room + wholeBytes);
		for (const { at, bytes: patch } of patches) writeNow(file, patch, at);
		await file.truncate(bytes);
		return scan;
	} finally {
		await file.close();
	}
}

/** Takes back what `seal` did, or the part of it that a crash let it do; without one it changes nothing. */
export async function unseal({ path, room, closedPath }: Upload): Promise<void> {
	const text = await readIfThere(closedPath);
	if (text === null) return;
	const { head, wholeBytes, tail, sizesAt } = v.parse(ClosedSchema, JSON.parse(text));
	const file = await open(path, 'r+');
	try {
		writeNow(file, Buffer.from(head, 'base64'), room);
		for (const at of sizesAt) writeNow(file, UNKNOWN_SIZE, at);
		writeNow(file, Buffer.from(tail, 'base64'), room + wholeBytes);
		await file.truncate(room + wholeBytes + Buffer.byteLength(tail, 'base64'));
	} finally {
		await file.close();
	}
}

/**
 * Without a turn of the event loop for each of hundreds of small pieces: this runs in a thread of its own, and somebody
 * waits to see the recording.
 */
function writeNow({ fd }: FileHandle, bytes: Uint8Array, at: number): void {
	for (let done = 0; done < bytes.length;) {
		done += writeSync(fd, bytes, done, bytes.length - done, at + done);
	}
}

async function readBase64(file: FileHandle, at: number, length: number): Promise<string> {
	const bytes = Buffer.alloc(length);
	const { bytesRead } = await file.read(bytes, 0, length, at);
	return bytes.toString('base64', 0, bytesRead);
}

/** @throws {NotScannable} when there is more behind what could be read from element to element */
function refuseDamaged(scan: Scan, survey: Survey): void {
	const hidden = survey.clusters.length - scan.clustersBegun;
	if (hidden > 0) throw new NotScannable(`${hidden} clusters lie behind a damaged place`);
	const kept = { bytes: scan.wholeBytes, durationMs: durationMsOf(scan) };
	const missing = missingOf(
		{ ...kept, way: 'cut' },
		{ container: 'webm', survey, tickNs: scan.tickNs }
	);
	if (missing) throw new NotScannable(missing);
}
