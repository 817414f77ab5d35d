/** Which rubric a reviewer has before them. */
import { eq, inArray } from 'drizzle-orm';
import type { Database } from '../../platform/db.server.ts';
import { readRubricOf } from '../../rubric/queries.server.ts';
import { completeRubric, type Rubric } from '../../rubric/rubric.ts';
import type { Coverage } from '../../sharing/coverage.ts';
import { readRubricIdOf } from '../../sharing/coverage/queries.server.ts';
import type { Grant } from '../../sharing/grant.ts';
import { shownRubric } from '../schema.server.ts';

/** The rubric as it was when this reviewer first opened their page; as it is now when they have not. */
export async function readShownRubric(db: Database, grant: Grant): Promise<Rubric> {
	const [row] = await db.select().from(shownRubric).where(eq(shownRubric.grantId, grant.id));
	if (row) return completeRubric(row.rubric);
	return readRubricOf(db, await readRubricIdOf(db, grant));
}

/** The same for each of these grants, in their order. Only for coverages that the owner of the session was given. */
export async function listShownRubrics(
	db: Database,
	coverages: readonly Coverage[]
): Promise<Rubric[]> {
	if (coverages.length === 0) return [];
	const ids = coverages.map(({ grantId }) => grantId);
	const rows = await db.select().from(shownRubric).where(inArray(shownRubric.grantId, ids));
	const shown = new Map(rows.map((row) => [row.grantId, completeRubric(row.rubric)]));
	const found: Rubric[] = [];
	for (const { grantId, rubricId } of coverages) {
		found.push(shown.get(grantId) ?? (await readRubricOf(db, rubricId)));
	}
	return found;
}
