/** How far reviews are, by their grants: for the reviewer's list of what they are asked for. */
import { and, inArray, isNotNull } from 'drizzle-orm';
import type { Database } from '../../platform/db.server.ts';
import { review } from '../schema.server.ts';

/** Null: written and not submitted yet. A grant without an entry has nothing written. */
export async function readSubmittedAt(
	db: Database,
	grantIds: readonly string[]
): Promise<Map<string, Date | null>> {
	if (grantIds.length === 0) return new Map();
	const rows = await db
		.select({ grantId: review.grantId, submittedAt: review.submittedAt })
		.from(review)
		.where(inArray(review.grantId, [...grantIds]));
	return new Map(rows.flatMap((row) => (row.grantId ? [[row.grantId, row.submittedAt]] : [])));
}

/** Which of these grants have a submitted review. */
export async function readSubmitted(
	db: Database,
	grantIds: readonly string[]
): Promise<Set<string>> {
	if (grantIds.length === 0) return new Set();
	const rows = await db
		.select({ grantId: review.grantId })
		.from(review)
		.where(and(inArray(review.grantId, [...grantIds]), isNotNull(review.submittedAt)));
	return new Set(rows.flatMap((row) => row.grantId ?? []));
}
