/** How far the reviewers of an owner's answers agree. What the owner may not see yet does not count. */
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { listSessions } from '../../practice/queries.server.ts';
import { agreementOf, type Agreement, type Judgement } from '../../rubric/agreement.ts';
import { keyOfRubric } from '../../rubric/rubric.ts';
import { nameOfCovered } from '../../sharing/coverage.ts';
import { readKept, type KeptWithCoverage } from '../queries.server.ts';
import { deliveredOf } from '../received.ts';
import { listSelfRated } from '../self/queries.server.ts';

/**
 * Of the reviewers of one session; each of its reviews is a rater of its own, but one person with two links is one.
 * @throws {Fault} `not-found` when the session is not the owner's or does not exist.
 */
export async function readAgreement(
	db: Database,
	owner: OwnerId,
	sessionId: string
): Promise<Agreement> {
	const raterOf = ({ review: { id }, coverage: { personId } }: KeptWithCoverage) =>
		personId === null ? id : `person ${personId}`;
	return agreementOf(await judgementsIn(db, owner, sessionId, raterOf));
}

/** Over all of the owner's sessions; a reviewer is known again by their account, else by the name they were given. */
export async function readAgreementOfAll(db: Database, owner: OwnerId): Promise<Agreement> {
	const judgements: Judgement[] = [];
	for (const { id } of await listSessions(db, owner)) {
		judgements.push(...(await judgementsIn(db, owner, id, nameOfRater)));
	}
	return agreementOf(judgements);
}

function nameOfRater({ coverage: { personId, invited } }: KeptWithCoverage): string {
	return personId === null ? `name ${invited.trim().toLowerCase()}` : `person ${personId}`;
}

/** Levels as they were given before their reviewer saw what others gave. */
async function judgementsIn(
	db: Database,
	owner: OwnerId,
	sessionId: string,
	raterOf: (kept: KeptWithCoverage) => string
): Promise<Judgement[]> {
	const { kept, takeIds } = await readKept(db, owner, sessionId);
	const selfRated = await listSelfRated(db, owner, sessionId);
	return kept.flatMap((each) => {
		const { rubric } = each.review;
		const delivered = deliveredOf(each.review, takeIds);
		if (!delivered || !selfRated.has(keyOfRubric(rubric))) return [];
		const ratings = each.blindRatings ?? delivered.ratings;
		const words = `${rubric.id} ${rubric.version}`;
		const target = `${sessionId} ${nameOfCovered(each.coverage)} ${words}`;
		const rater = raterOf(each);
		return ratings.flatMap(({ criterion, level }) =>
			level === null ? [] : [{ rater, target, criterion, level }]
		);
	});
}
