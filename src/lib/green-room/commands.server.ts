/** Writes of readiness cards; every one proves whose they are. */
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { idIs } from '../platform/queries.server.ts';
import { MOST_CARDS, type Readiness } from './readiness.ts';
import { readiness } from './schema.server.ts';

/** A device's clock may be wrong by this much before a card is refused, in milliseconds. */
const CLOCK_SLACK_MS = 24 * 3600 * 1000;
/** Before there was anything to check; PostgreSQL also has no year 0. */
const OLDEST_MS = Date.UTC(2000, 0);

/**
 * Keeps a card; one that was sent before is replaced. Beyond `MOST_CARDS` the oldest of the person goes.
 * @throws {Fault} `not-found` when the id is somebody else's, `bad-input` when the card is of the future.
 */
export async function keepCard(
	db: Database,
	owner: OwnerId,
	id: string,
	card: Readiness,
	now: Date
): Promise<void> {
	const takenAt = new Date(card.takenAt);
	if (!(takenAt.getTime() <= now.getTime() + CLOCK_SLACK_MS)) {
		const message = 'The time of the check lies in the future. Is the clock of this device right?';
		throw new Fault('bad-input', { field: 'takenAt', message });
	}
	if (takenAt.getTime() < OLDEST_MS) {
		const message =
			'takenAt: The time of the check lies too far back. Is the clock of this device right?';
		throw new Fault('bad-input', { field: 'takenAt', message });
	}
	const set = { ...card, takenAt };
	const written = await db
		.insert(readiness)
		.values({ id, ownerId: owner, ...set })
		.onConflictDoUpdate({ target: readiness.id, set, setWhere: eq(readiness.ownerId, owner) })
		.returning({ id: readiness.id });
	if (written.length === 0) throw new Fault('not-found');
	await forgetOldest(db, owner);
}

/** @throws {Fault} `not-found` when there is no such card of theirs. */
export async function deleteCard(db: Database, owner: OwnerId, id: string): Promise<void> {
	const gone = await db
		.delete(readiness)
		.where(and(eq(readiness.ownerId, owner), idIs(readiness.id, id)))
		.returning({ id: readiness.id });
	if (gone.length === 0) throw new Fault('not-found');
}

/** Moves a guest's cards to the account they signed up or in to. */
export async function adoptCards(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	await db.update(readiness).set({ ownerId: to }).where(eq(readiness.ownerId, from));
}

async function forgetOldest(db: Database, owner: OwnerId): Promise<void> {
	const tooMany = await db
		.select({ id: readiness.id })
		.from(readiness)
		.where(eq(readiness.ownerId, owner))
		.orderBy(desc(readiness.takenAt), desc(readiness.id))
		.offset(MOST_CARDS);
	const ids = tooMany.map(({ id }) => id);
	if (ids.length > 0) await db.delete(readiness).where(inArray(readiness.id, ids));
}
