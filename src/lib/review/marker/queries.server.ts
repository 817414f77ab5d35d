/** Reads of the markers that a person's reviewers are offered. */
import { eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { readOwnersOf } from '../../practice/queries.server.ts';
import type { Grant } from '../../sharing/grant.ts';
import { DEFAULT_MARKERS, type MarkerKind } from '../marker.ts';
import { markerSet } from '../schema.server.ts';

/** The owner's own set, or the default one. */
export async function listMarkerKinds(db: Database, owner: OwnerId): Promise<MarkerKind[]> {
	return kindsOf(db, owner);
}

/** The set of whoever owns the session that this grant is of. */
export async function listMarkerKindsFor(db: Database, access: Grant): Promise<MarkerKind[]> {
	const owners = await readOwnersOf(db, [access.sessionId]);
	return kindsOf(db, owners.get(access.sessionId) ?? '');
}

async function kindsOf(db: Database, ownerId: string): Promise<MarkerKind[]> {
	const [row] = await db.select().from(markerSet).where(eq(markerSet.ownerId, ownerId));
	return row?.kinds ?? [...DEFAULT_MARKERS];
}
