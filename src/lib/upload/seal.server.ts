/**
 * Makes a received WebM recording seekable where it lies: nothing is copied, so it takes as long for an hour as for a
 * minute but for one reading. It can be undone until the end, and begun again after a crash at any step.
 */
import { open, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { replaceFile } from '../platform/disk.server.ts';
import { missingOf } from './complete.ts';
import { readThrough } from './salvage.server.ts';
import { NotScannable, scanWebm, type Scan } from './webm/scan.ts';
import { durationMsOf, makeSeekable } from './webm/seekable.ts';
import { surveyWebm, type Survey } from './webm/survey.ts';

/** Where the upload is: its file, the room before its first byte, and where the way back is written down. */
export interface Upload {
	path: string;
	room: number;
	closedPath: string;
}

const ClosedSchema = v.object({ head: v.string(), wholeBytes: v.number() });

/**
 * Writes head and index. Nothing is touched before it is known that no more than a torn end would be cut off.
 * @throws {NotScannable | RangeError} when this recording cannot be sealed so
 */
export async function seal(upload: Upload): Promise<Scan> {
	const file = await open(upload.path, 'r+');
	try {
		const [scanner, surveyor] = [scanWebm(), surveyWebm()];
		await readThrough(file, upload.room, (bytes) => {
			scanner.push(bytes);
			surveyor.push(bytes);
		});
		const scan = scanner.finish();
		refuseDamaged(scan, surveyor.finish());
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

/** @throws {NotScannable} when there is more behind what could be read from element to element */
function refuseDamaged(scan: Scan, survey: Survey): void {
	const hidden = survey.clusters.length - scan.clustersBegun;
	if (hidden > 0) throw new NotScannable(`${hidden} clusters lie behind a damaged place`);
	const kept = { bytes: scan.wholeBytes, durationMs: durationMsOf(scan) };
	const missing = missingOf(kept, { container: 'webm', survey, tickNs: scan.tickNs });
	if (missing) throw new NotScannable(missing);
}
