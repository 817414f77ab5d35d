/** Reads of readiness cards; every one proves whose they are. */
import { and, desc, eq, lt, or } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { idIs } from '../platform/queries.server.ts';
import type { Card } from './readiness.ts';
import { readiness } from './schema.server.ts';

/** The person's cards, newest first; at most `most`. */
export async function listCards(db: Database, owner: OwnerId, most: number): Promise<Card[]> {
	const rows = await db
		.select()
		.from(readiness)
		.where(eq(readiness.ownerId, owner))
		.orderBy(desc(readiness.takenAt), desc(readiness.id))
		.limit(most);
	return rows.map(toCard);
}

/**
 * One of the person's cards and the one taken before it, null when it is their first.
 * @throws {Fault} `not-found` when there is no such card of theirs.
 */
export async function readCard(
	db: Database,
	owner: OwnerId,
	id: string
): Promise<{ card: Card; before: Card | null }> {
	const [row] = await db
		.select()
		.from(readiness)
		.where(and(eq(readiness.ownerId, owner), idIs(readiness.id, id)));
	if (!row) throw new Fault('not-found');
	const [before] = await db
		.select()
		.from(readiness)
		.where(
			and(
				eq(readiness.ownerId, owner),
				or(
					lt(readiness.takenAt, row.takenAt),
					and(eq(readiness.takenAt, row.takenAt), lt(readiness.id, row.id))
				)
			)
		)
		.orderBy(desc(readiness.takenAt), desc(readiness.id))
		.limit(1);
	return { card: toCard(row), before: before ? toCard(before) : null };
}

function toCard(row: typeof readiness.$inferSelect): Card {
	const { id, takenAt, device, verdicts, checklist } = row;
	return { id, takenAt: takenAt.toISOString(), device, verdicts, checklist };
}
