/** Writes of which rubric a reviewer has before them. */
import type { Database } from '../../platform/db.server.ts';
import type { Rubric } from '../../rubric/rubric.ts';
import type { Grant } from '../../sharing/grant.ts';
import { shownRubric } from '../schema.server.ts';
import { readShownRubric } from './queries.server.ts';

/**
 * The rubric for the page of this reviewer. What the first opening shows stays theirs: nobody's rating may be kept under
 * anchors that they never saw.
 */
export async function showRubric(db: Database, grant: Grant, now: Date): Promise<Rubric> {
	const rubric = await readShownRubric(db, grant);
	await db
		.insert(shownRubric)
		.values({ grantId: grant.id, rubric, shownAt: now })
		.onConflictDoNothing();
	// of two windows that open at once one is first
	return readShownRubric(db, grant);
}
