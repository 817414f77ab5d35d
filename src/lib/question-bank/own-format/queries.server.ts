/** Reads of the formats that a person made. */
import { and, asc, eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { idIs } from '../../platform/queries.server.ts';
import { completeFormat, type Format } from '../format.ts';
import { ownFormat } from '../schema.server.ts';

/** The person's formats in the order they were made; the id of each is its own and its title the name it was saved by. */
export async function listOwnFormats(db: Database, owner: OwnerId): Promise<Format[]> {
	const rows = await db
		.select()
		.from(ownFormat)
		.where(eq(ownFormat.ownerId, owner))
		.orderBy(asc(ownFormat.createdAt), asc(ownFormat.id));
	return rows.map(toFormat);
}

/** One of the person's formats. @throws {Fault} `not-found`. */
export async function readOwnFormat(db: Database, owner: OwnerId, id: string): Promise<Format> {
	const [row] = await db
		.select()
		.from(ownFormat)
		.where(and(eq(ownFormat.ownerId, owner), idIs(ownFormat.id, id)));
	if (!row) throw new Fault('not-found');
	return toFormat(row);
}

/** Through the schema, because fields that came later have their defaults there. */
function toFormat(row: typeof ownFormat.$inferSelect): Format {
	return completeFormat({ ...row.format, id: row.id, title: row.name });
}
