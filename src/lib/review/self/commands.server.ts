/** The owner's rating of themselves is done once, before they see what others gave, and stays as it was. */
import { eq } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { isGiven } from '../../rubric/given.ts';
import { inOpenSelfReview } from '../opened/commands.server.ts';
import { review } from '../schema.server.ts';
import type { SelfOf } from './queries.server.ts';
import { readWhole } from '../whole/queries.server.ts';

/**
 * Ends the rating of oneself; every criterion but text must have a value.
 * @throws {Fault} `bad-input` naming the first one that has none; `conflict` when it was done before; as
 * `inOpenSelfReview`.
 */
export async function submitSelfReview(
	db: Database,
	owner: OwnerId,
	of: SelfOf,
	now: Date
): Promise<void> {
	await inOpenSelfReview(db, owner, of, async (tx, { row, rubric }) => {
		const { feedback } = await readWhole(tx, row);
		const open = rubric.criteria.find((criterion) => {
			const given = feedback.ratings.find((each) => each.criterion === criterion.id);
			return criterion.kind !== 'text' && !isGiven(criterion, given);
		});
		if (open) {
			const message = `Rate "${open.name}" before you go on.`;
			throw new Fault('bad-input', { field: `ratings.${open.id}`, message });
		}
		await tx.update(review).set({ submittedAt: now }).where(eq(review.id, row.id));
	});
}
