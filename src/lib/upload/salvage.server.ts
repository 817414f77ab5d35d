/**
 * Writes a damaged WebM recording anew, with what lies behind its damaged places, and recordings that arrived one behind
 * the other as one. Slower than sealing, and needs no demuxer, which would stop where the damage begins.
 */
import { open, type FileHandle } from 'node:fs/promises';
import type { RecordedFile } from './remux.server.ts';
import { findBytes } from './webm/find-bytes.server.ts';
import { NotScannable } from './webm/scan.ts';
import { createSalvage, readBeginning, type Beginning } from './webm/salvage.ts';
import { surveyWebm, type Survey } from './webm/survey.ts';

const READ_BYTES = 1_000_000;
/** A cluster larger than this, in bytes, is not one but what lies behind its damaged end. */
const LARGEST_CLUSTER = 64_000_000;
/** The beginning of a recording larger than this, in bytes, is no recorder's. */
const LARGEST_BEGINNING = 256 * 1024;

/** Hands the bytes of a recording to `push`, in order. */
export async function readThrough(
	file: FileHandle,
	from: number,
	push: (bytes: Uint8Array) => void
): Promise<void> {
	const buffer = new Uint8Array(READ_BYTES);
	for (let at = from; ;) {
		const { bytesRead } = await file.read(buffer, 0, READ_BYTES, at);
		if (bytesRead === 0) return;
		push(buffer.subarray(0, bytesRead));
		at += bytesRead;
	}
}

export async function surveyFile({ path, room }: RecordedFile): Promise<Survey> {
	const file = await open(path, 'r');
	try {
		const survey = surveyWebm(findBytes);
		await readThrough(file, room, (bytes) => survey.push(bytes));
		return survey.finish();
	} finally {
		await file.close();
	}
}

/**
 * Writes to `to`, leaving its `room` for a head. Returns how many bytes of `from` are in it.
 * @throws {NotScannable} when it has no beginning or no whole frame
 */
export async function salvage(
	from: RecordedFile,
	to: RecordedFile,
	found: Survey
): Promise<number> {
	const [source, target] = [await open(from.path, 'r'), await open(to.path, 'w')];
	try {
		const read = (start: number, end: number) => readPart(source, from.room + start, end - start);
		let [at, kept] = [to.room, 0];
		const write = async (bytes: Uint8Array) => {
			await target.write(bytes, 0, bytes.length, at);
			at += bytes.length;
		};
		const first = found.clusters[0];
		if (!first || found.recordings[0] !== 0) throw new NotScannable('no cluster');
		const beginning = readBeginning(await read(0, Math.min(first.start, LARGEST_BEGINNING)));
		await write(beginning.bytes);
		kept += beginning.bytes.length;
		const salvaging = createSalvage(beginning);
		const starts = found.recordings.slice(1);
		for (const [index, { start }] of found.clusters.entries()) {
			const next = starts[0];
			if (next !== undefined && next < start) {
				starts.shift();
				const another = await beginningAt(read, next, start);
				// what cannot stand in the same file is kept with the original
				if (!another || !salvaging.next(another)) break;
				kept += another.bytes.length;
			}
			const behind = found.clusters[index + 1]?.start ?? found.bytes;
			const end = Math.min(behind, starts[0] ?? found.bytes, start + LARGEST_CLUSTER);
			const cluster = salvaging.cluster(await read(start, end));
			if (!cluster) continue;
			await write(cluster.bytes);
			kept += cluster.readBytes;
		}
		if (at === to.room + beginning.bytes.length) throw new NotScannable('no whole frame');
		return kept;
	} finally {
		await source.close();
		await target.close();
	}
}

/** The unit of time of a recording, in nanoseconds; the usual one when it cannot be read. */
export async function tickNsOf({ path, room }: RecordedFile, found: Survey): Promise<number> {
	const file = await open(path, 'r');
	try {
		const read = (start: number, end: number) => readPart(file, room + start, end - start);
		const beginning = await beginningAt(read, 0, found.clusters[0]?.start ?? 0);
		return beginning?.tickNs ?? 1_000_000;
	} finally {
		await file.close();
	}
}

async function beginningAt(
	read: (start: number, end: number) => Promise<Uint8Array>,
	start: number,
	end: number
): Promise<Beginning | null> {
	try {
		return readBeginning(await read(start, Math.min(end, start + LARGEST_BEGINNING)));
	} catch {
		return null;
	}
}

async function readPart(file: FileHandle, at: number, length: number): Promise<Uint8Array> {
	const bytes = new Uint8Array(length);
	const { bytesRead } = await file.read(bytes, 0, length, at);
	return bytes.subarray(0, bytesRead);
}
