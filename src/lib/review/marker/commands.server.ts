/** Writes of markers, and of the set that an owner's reviewers are offered. */
import { and, count, eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isUuid } from '../../practice/queries.server.ts';
import type { Grant } from '../../sharing/grant.ts';
import type { Marker, MarkerKind, NewMarker } from '../marker.ts';
import { inOpenReview, proveMoment, type OpenReview } from '../opened/commands.server.ts';
import { marker, markerSet } from '../schema.server.ts';
import { listMarkerKindsFor } from './queries.server.ts';

/** Far above what one person marks in one session; it bounds what a leaked link can do. */
const MOST_MARKERS = 1000;

/**
 * Sets a marker of the owner's set, or replaces the reviewer's own marker with the same id; a marker whose kind has been
 * taken out of the set since keeps it.
 * @throws {Fault} `not-found` when the take is not in the grant; `bad-input` past its end or for an unknown kind;
 * `conflict`.
 */
export async function addMarker(db: Database, grant: Grant, given: NewMarker): Promise<Marker> {
	const kinds = await listMarkerKindsFor(db, grant);
	return inOpenReview(db, grant, async (tx, open) => {
		const { takeId, atMs } = given;
		await proveMoment(open, takeId, { atMs });
		const kind = await chooseKind(tx, open, given, kinds);
		await refuseMore(tx, open);
		const set = { takeId, atMs, kind };
		const [row] = await tx
			.insert(marker)
			.values({ ...(given.id ? { id: given.id } : {}), reviewId: open.row.id, ...set })
			.onConflictDoUpdate({ target: marker.id, set, setWhere: eq(marker.reviewId, open.row.id) })
			.returning({ id: marker.id });
		if (!row) throw new Fault('conflict');
		return { id: row.id, ...set };
	});
}

/**
 * What the marker means: as it was set, when it is moved; else as the owner's set says now, or said when this review last
 * used it. @throws {Fault} `bad-input`
 */
async function chooseKind(
	tx: Database,
	{ row }: OpenReview,
	given: NewMarker,
	kinds: readonly MarkerKind[]
): Promise<MarkerKind> {
	const used = await tx
		.select({ id: marker.id, kind: marker.kind })
		.from(marker)
		.where(eq(marker.reviewId, row.id));
	const same = used.filter(({ kind }) => kind.id === given.kind);
	const moved = same.find(({ id }) => id === given.id)?.kind;
	const kind = moved ?? kinds.find((each) => each.id === given.kind) ?? same.at(-1)?.kind;
	if (kind) return kind;
	throw new Fault('bad-input', { field: 'kind', message: 'kind: There is no such marker.' });
}

async function refuseMore(tx: Database, { row }: OpenReview): Promise<void> {
	const [held] = await tx
		.select({ markers: count() })
		.from(marker)
		.where(eq(marker.reviewId, row.id));
	if ((held?.markers ?? 0) < MOST_MARKERS) return;
	throw new Fault('too-large', { message: `A review holds at most ${MOST_MARKERS} markers.` });
}

/** @throws {Fault} `not-found` when the marker is not of this review; `bad-input` past the take's end; `review-submitted`. */
export async function moveMarker(
	db: Database,
	grant: Grant,
	markerId: string,
	atMs: number
): Promise<void> {
	await inOpenReview(db, grant, async (tx, open) => {
		const [row] = await tx.select().from(marker).where(own(open, markerId));
		if (!row) throw new Fault('not-found');
		await proveMoment(open, row.takeId, { atMs });
		await tx.update(marker).set({ atMs }).where(eq(marker.id, row.id));
	});
}

/** @throws {Fault} `not-found` when the marker is not of this review; `review-submitted`. */
export async function removeMarker(db: Database, grant: Grant, markerId: string): Promise<void> {
	await inOpenReview(db, grant, async (tx, open) => {
		const gone = await tx.delete(marker).where(own(open, markerId)).returning({ id: marker.id });
		if (gone.length === 0) throw new Fault('not-found');
	});
}

/** Replaces the set that reviewers of this person's sessions are offered; markers that were set stay as they were. */
export async function writeMarkerSet(
	db: Database,
	owner: OwnerId,
	kinds: MarkerKind[],
	now: Date
): Promise<void> {
	const set = { kinds, changedAt: now };
	await db
		.insert(markerSet)
		.values({ ownerId: owner, ...set })
		.onConflictDoUpdate({ target: markerSet.ownerId, set });
}

/** Back to the default set. */
export async function resetMarkerSet(db: Database, owner: OwnerId): Promise<void> {
	await db.delete(markerSet).where(eq(markerSet.ownerId, owner));
}

/** Moves a guest's set to the account they sign up or in with; a set that is there stays. */
export async function adoptMarkerSet(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	const [mine] = await db.select().from(markerSet).where(eq(markerSet.ownerId, from));
	if (!mine) return;
	await db
		.insert(markerSet)
		.values({ ...mine, ownerId: to })
		.onConflictDoNothing();
	await db.delete(markerSet).where(eq(markerSet.ownerId, from));
}

function own({ row }: OpenReview, markerId: string) {
	if (!isUuid(markerId)) throw new Fault('not-found');
	return and(eq(marker.id, markerId), eq(marker.reviewId, row.id));
}
