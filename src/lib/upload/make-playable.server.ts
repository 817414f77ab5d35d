/** From an upload that is complete to a recording that plays and seeks: the best of four ways that holds. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { demandRoom, systemCodeOf } from '../platform/disk.server.ts';
import { missingOf, type Kept, type Received } from './complete.ts';
import type { Container } from './container.ts';
import { surveyMp4 } from './mp4-survey.server.ts';
import { remux } from './remux.server.ts';
import { salvage, surveyFile, tickNsOf } from './salvage.server.ts';
import { seal, unseal, type Upload } from './seal.server.ts';
import { compare, measure, trySeeking, type Measured } from './verify.server.ts';
import { durationMsOf } from './webm/seekable.ts';

export interface MakeOrder extends Upload {
	container: Container;
	/** Where a recording goes that has to be written anew. */
	to: string;
	/** Nothing better will come: keep what arrived as it is, if it can be played at all. */
	isLastTry: boolean;
}

/** Lengths in milliseconds, sizes in bytes, SHA-256 in hex. */
export interface Playable {
	/** The file that is it now. */
	path: string;
	mimeType: string;
	durationMs: number;
	bytes: number;
	sha256: string;
	/** Why a better way was not taken, for the log. */
	because: string | null;
	/** What of the received bytes is not in it, in words; null: all is. The original is then worth keeping. */
	missing: string | null;
}

/**
 * Sealed where it lies; else put together again from what is whole; else written anew by the demuxer; else, the last time,
 * as it came. Each way is verified before it counts.
 * @throws when none holds; at once, with the system's code, when the machine failed and not the recording
 */
export async function makePlayable(order: MakeOrder): Promise<Playable> {
	await unseal(order);
	let because: string | null = null;
	if (order.container === 'webm' && order.room > 0) {
		try {
			return await describe(order.path, order.container, await sealed(order), because);
		} catch (error) {
			await unseal(order);
			if (systemCodeOf(error)) throw error;
			because = String(error);
		}
	}
	try {
		const { made, missing } = await anew(order);
		return await describe(order.to, order.container, made, because, missing);
	} catch (error) {
		await rm(order.to, { force: true });
		if (!order.isLastTry || systemCodeOf(error)) throw error;
		return await describe(order.to, order.container, await asItCame(order), String(error));
	}
}

interface Anew {
	made: Measured;
	missing: string | null;
}

/**
 * The demuxer comes second: it stops at the first damaged place, or reads it for ever.
 * @throws when neither way holds
 */
async function anew(order: MakeOrder): Promise<Anew> {
	await demandRoom(dirname(order.to), (await stat(order.path)).size);
	const received = await lookThrough(order);
	if (received.container === 'webm') {
		try {
			return await salvaged(order, received);
		} catch (error) {
			if (systemCodeOf(error)) throw error;
			// what is no damage but unusual, the demuxer may understand
		}
	}
	const made = await rewritten(order);
	const bytes =
		received.container === 'mp4'
			? (await surveyMp4({ path: order.to, room: 0 })).mediaBytes
			: (await stat(order.to)).size;
	const kept: Kept = { bytes, durationMs: made.durationMs, way: 'anew' };
	return { made, missing: missingOf(kept, received) };
}

async function lookThrough(order: MakeOrder): Promise<Received> {
	if (order.container === 'mp4') {
		return { container: 'mp4', survey: await surveyMp4(order) };
	}
	const survey = await surveyFile(order);
	return { container: 'webm', survey, tickNs: await tickNsOf(order, survey) };
}

async function sealed(order: MakeOrder): Promise<Measured> {
	const scan = await seal(order);
	const file = { path: order.path, room: 0 };
	const made = await measure(file, false);
	compare({ ...made, durationMs: durationMsOf(scan) }, made);
	await trySeeking(file);
	return { ...made, durationMs: Math.round(durationMsOf(scan)) };
}

/** Put together of its whole clusters, then sealed like any other. */
async function salvaged(
	order: MakeOrder,
	received: Extract<Received, { container: 'webm' }>
): Promise<Anew> {
	const closedPath = `${order.to}.closed`;
	try {
		const whole = { path: order.to, room: SALVAGE_ROOM };
		const bytes = await salvage(order, whole, received.survey);
		const made = await sealed({ ...order, ...whole, closedPath });
		const kept: Kept = { bytes, durationMs: made.durationMs, way: 'together' };
		return { made, missing: missingOf(kept, received) };
	} finally {
		await rm(closedPath, { force: true });
	}
}

async function rewritten(order: MakeOrder): Promise<Measured> {
	const original = await measure(order, true);
	await remux(order, order.to, order.container);
	const file = { path: order.to, room: 0 };
	const made = await measure(file, true);
	compare(original, made);
	await trySeeking(file);
	return made;
}

/** @throws when there is no frame that a decoder could begin with */
async function asItCame(order: MakeOrder): Promise<Measured> {
	const file = { path: order.to, room: 0 };
	await copyWithoutRoom(order);
	const made = await measure(file, true);
	compare(made, made);
	await trySeeking(file);
	return made;
}

async function copyWithoutRoom({ path, room, to }: MakeOrder): Promise<void> {
	if (room === 0) return copyFile(path, to);
	await pipeline(createReadStream(path, { start: room }), createWriteStream(to));
}

async function describe(
	path: string,
	container: Container,
	{ isVideo, durationMs }: Measured,
	because: string | null,
	missing: string | null = null
): Promise<Playable> {
	const [{ size }, sha256] = [await stat(path), await sha256Of(path)];
	const mimeType = `${isVideo ? 'video' : 'audio'}/${container}`;
	return { path, mimeType, durationMs, bytes: size, sha256, because, missing };
}

/** SHA-256 of a file in hex, read once. */
export async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256');
	const file = await open(path, 'r');
	try {
		const buffer = new Uint8Array(READ_BYTES);
		for (;;) {
			const { bytesRead } = await file.read(buffer, 0, READ_BYTES, null);
			if (bytesRead === 0) return hash.digest('hex');
			hash.update(buffer.subarray(0, bytesRead));
		}
	} finally {
		await file.close();
	}
}

const READ_BYTES = 1_000_000;
/** Room for a new head in front of a recording that is put together again, in bytes. */
const SALVAGE_ROOM = 4096;
