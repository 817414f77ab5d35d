/** Reads of a reviewer's own: their code and what they are asked to review. */
import { and, count, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { stateOf } from '../grant.ts';
import { readApplicants } from '../queries.server.ts';
import { grant, grantAnswer, reviewerCode } from '../schema.server.ts';
import type { Asked } from './asked.ts';

/**
 * The person with this reviewer code.
 * @throws {Fault} `bad-input` naming `reviewerCode` when it is nobody's, or the asker's own.
 */
export async function findByCode(db: Database, asker: OwnerId, code: string): Promise<string> {
	const [row] = await db
		.select({ personId: reviewerCode.personId })
		.from(reviewerCode)
		.where(eq(reviewerCode.code, code));
	const field = 'reviewerCode';
	if (!row) {
		const message = 'No reviewer has this code. Ask them to copy it from their Reviews page.';
		throw new Fault('bad-input', { field, message });
	}
	if (row.personId === asker) {
		const message = 'This is your own code. Ask your reviewer for theirs.';
		throw new Fault('bad-input', { field, message });
	}
	return row.personId;
}

/** So many a reviewer can see, newest first. */
const MOST_ASKED = 300;

/** Every grant that is for this person or that they keep, released and not withdrawn, newest first. */
export async function listAsked(db: Database, me: OwnerId, now: Date): Promise<Asked[]> {
	const rows = await db
		.select()
		.from(grant)
		.where(and(eq(grant.personId, me), isNull(grant.revokedAt)))
		.orderBy(desc(grant.createdAt))
		.limit(MOST_ASKED);
	const applicants = await readApplicants(
		db,
		rows.map((row) => row.sessionId)
	);
	const covered = await db
		.select({ grantId: grantAnswer.grantId, answers: count() })
		.from(grantAnswer)
		.where(
			inArray(
				grantAnswer.grantId,
				rows.map((row) => row.id)
			)
		)
		.groupBy(grantAnswer.grantId);
	const answersOf = new Map(covered.map((each) => [each.grantId, each.answers]));
	return rows.flatMap((row) => {
		const state = stateOf(row, now);
		if (state === 'prepared' || state === 'revoked') return [];
		return [
			{
				grantId: row.id,
				applicant: applicants.get(row.sessionId)?.name ?? null,
				askFor: row.askFor,
				answers: answersOf.get(row.id) ?? 0,
				dueAt: row.dueAt,
				createdAt: row.createdAt,
				expiresAt: row.expiresAt,
				state
			}
		];
	});
}

/** The person's reviewer code, or null when they never asked for one. */
export async function readCode(db: Database, me: OwnerId): Promise<string | null> {
	const [row] = await db
		.select({ code: reviewerCode.code })
		.from(reviewerCode)
		.where(eq(reviewerCode.personId, me));
	return row?.code ?? null;
}
