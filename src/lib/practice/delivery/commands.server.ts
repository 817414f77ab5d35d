/** Writes of what was measured of a take, and of its words. Only its owner writes; everything goes with the take. */
import { and, eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { readOwnTake } from '../queries.server.ts';
import { take } from '../schema.server.ts';
import { NOTHING_MEASURED, takeOver, type Delivery } from './measured.ts';
import { delivery, starTick, transcript } from './schema.server.ts';
import type { StarTick, Transcript } from './transcript.ts';

/** A player may stand this far behind the length that the server found, in milliseconds. */
const LENGTH_SLACK_MS = 1000;

/**
 * Keeps a measurement; a later one of the same take replaces it part by part, the same one twice changes nothing.
 * @throws {Fault} `not-found` when the take is not theirs; `bad-input` as `takeOver` says
 */
export async function keepDelivery(
	db: Database,
	owner: OwnerId,
	takeId: string,
	given: Delivery
): Promise<void> {
	const { id } = await readOwnTake(db, owner, takeId);
	await db.transaction(async (tx) => {
		// held, so that a take that becomes ready meanwhile is either seen here or recounts what is kept here
		const [held] = await tx
			.select({ durationMs: take.durationMs })
			.from(take)
			.where(eq(take.id, id))
			.for('update');
		if (!held) throw new Fault('not-found');
		await tx.insert(delivery).values({ takeId: id }).onConflictDoNothing();
		const [row] = await tx.select().from(delivery).where(eq(delivery.takeId, id)).for('update');
		const kept = row ?? NOTHING_MEASURED;
		const { gaze, framing, pacing, gazeTrack } = takeOver(kept, given, held.durationMs);
		await tx
			.update(delivery)
			.set({ gaze, framing, pacing, gazeTrack, measuredAt: new Date() })
			.where(eq(delivery.takeId, id));
	});
}

/**
 * Cuts the gaze track of a take to the recording and counts eye contact again, now that its length is known; nothing
 * happens where there is no track.
 */
export async function recountGaze(tx: Database, takeId: string, takeMs: number): Promise<void> {
	const [row] = await tx.select().from(delivery).where(eq(delivery.takeId, takeId)).for('update');
	if (!row?.gazeTrack) return;
	const { gaze, gazeTrack } = takeOver(row, NOTHING_MEASURED, takeMs);
	await tx.update(delivery).set({ gaze, gazeTrack }).where(eq(delivery.takeId, takeId));
}

/**
 * Keeps the words of a take in place of earlier ones.
 * @throws {Fault} `not-found`; `bad-input` for words past the end
 */
export async function writeTranscript(
	db: Database,
	owner: OwnerId,
	takeId: string,
	words: Transcript
): Promise<void> {
	const { id, durationMs } = await readOwnTake(db, owner, takeId);
	const lastMs = Math.max(0, ...(words.segments ?? []).map((segment) => segment.endMs));
	if (durationMs !== null && lastMs > durationMs + LENGTH_SLACK_MS) {
		const message = 'text: The last words are after the end of the recording.';
		throw new Fault('bad-input', { field: 'text', message });
	}
	const set = { ...words, writtenAt: new Date() };
	await db
		.insert(transcript)
		.values({ takeId: id, ...set })
		.onConflictDoUpdate({ target: transcript.takeId, set });
}

/** Deletes the words of a take; there need not be any. @throws {Fault} `not-found`. */
export async function deleteTranscript(
	db: Database,
	owner: OwnerId,
	takeId: string
): Promise<void> {
	const { id } = await readOwnTake(db, owner, takeId);
	await db.delete(transcript).where(eq(transcript.takeId, id));
}

/**
 * Ticks a part of a STAR-L answer at a moment, in place of an earlier one.
 * @throws {Fault} `not-found`; `bad-input` for a moment past the end
 */
export async function tickStar(
	db: Database,
	owner: OwnerId,
	takeId: string,
	{ part, atMs }: StarTick
): Promise<void> {
	const { id, durationMs } = await readOwnTake(db, owner, takeId);
	if (durationMs !== null && atMs > durationMs + LENGTH_SLACK_MS) {
		const message = 'atMs: The moment is after the end of the recording.';
		throw new Fault('bad-input', { field: 'atMs', message });
	}
	await db
		.insert(starTick)
		.values({ takeId: id, part, atMs })
		.onConflictDoUpdate({ target: [starTick.takeId, starTick.part], set: { atMs } });
}

/** Takes a tick back; there need not be one. @throws {Fault} `not-found`. */
export async function clearStar(
	db: Database,
	owner: OwnerId,
	takeId: string,
	part: StarTick['part']
): Promise<void> {
	const { id } = await readOwnTake(db, owner, takeId);
	await db.delete(starTick).where(and(eq(starTick.takeId, id), eq(starTick.part, part)));
}
