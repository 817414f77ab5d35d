/** From an upload that is complete to a recording that plays and seeks: the best of three ways that holds. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, open, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Container } from './container.ts';
import { remux } from './remux.server.ts';
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
}

/**
 * Sealed where it lies; else written anew; else, the last time, as it came. Each way is verified before it counts.
 * @throws when none holds
 */
export async function makePlayable(order: MakeOrder): Promise<Playable> {
	await unseal(order);
	let because: string | null = null;
	if (order.container === 'webm' && order.room > 0) {
		try {
			return await describe(order.path, order.container, await sealed(order), null);
		} catch (error) {
			because = String(error);
			await unseal(order);
		}
	}
	try {
		return await describe(order.to, order.container, await rewritten(order), because);
	} catch (error) {
		await rm(order.to, { force: true });
		if (!order.isLastTry) throw error;
		return describe(order.to, order.container, await asItCame(order), String(error));
	}
}

async function sealed(order: MakeOrder): Promise<Measured> {
	const scan = await seal(order);
	const file = { path: order.path, room: 0 };
	const made = await measure(file, false);
	compare({ ...made, durationMs: durationMsOf(scan) }, made);
	await trySeeking(file);
	return { ...made, durationMs: Math.round(durationMsOf(scan)) };
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
	because: string | null
): Promise<Playable> {
	const [{ size }, sha256] = [await stat(path), await sha256Of(path)];
	const mimeType = `${isVideo ? 'video' : 'audio'}/${container}`;
	return { path, mimeType, durationMs, bytes: size, sha256, because };
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
