/** How far the reviewers of an owner's answers agree. What the owner may not see yet does not count. */
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { agreementOf, type Agreement, type Judgement } from '../../rubric/agreement.ts';
import { keyOfRubric } from '../../rubric/rubric.ts';
import { nameOfCovered } from '../../sharing/coverage.ts';
import { listSharedTwice } from '../../sharing/coverage/queries.server.ts';
import type { Rating } from '../feedback.ts';
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
	return agreementOf(judge(await listRated(db, owner, sessionId), raterOf));
}

/**
 * Over all of the owner's sessions, with the names of the criteria by their id. A reviewer is known again by their
 * account, else by the name they were given; a name that two reviewers of the same thing have is nobody's.
 */
export async function readAgreementOfAll(
	db: Database,
	owner: OwnerId
): Promise<Agreement & { names: Record<string, string> }> {
	const rated: Rated[] = [];
	for (const sessionId of await listSharedTwice(db, owner)) {
		rated.push(...(await listRated(db, owner, sessionId)));
	}
	const shared = sharedNames(rated);
	const raterOf = (kept: KeptWithCoverage) => {
		const name = nameOfRater(kept);
		return shared.has(name) ? `${name} ${kept.review.id}` : name;
	};
	const criteria = rated.flatMap(({ kept }) => kept.review.rubric.criteria);
	const names = Object.fromEntries(criteria.map(({ id, name }) => [id, name]));
	return { ...agreementOf(judge(rated, raterOf)), names };
}

function nameOfRater({ coverage: { personId, invited } }: KeptWithCoverage): string {
	return personId === null ? `name ${invited.trim().toLowerCase()}` : `person ${personId}`;
}

/** Names under which two reviews of one target came; "Mentor" may be anybody. */
function sharedNames(rated: readonly Rated[]): ReadonlySet<string> {
	const [seen, twice] = [new Set<string>(), new Set<string>()];
	for (const { kept, target } of rated) {
		if (kept.coverage.personId !== null) continue;
		const name = nameOfRater(kept);
		const place = `${target}\n${name}`;
		if (seen.has(place)) twice.add(name);
		seen.add(place);
	}
	return twice;
}

/** A review whose ratings the owner may see. */
interface Rated {
	kept: KeptWithCoverage;
	/** What was rated, and by which words. */
	target: string;
	/** As they were given before their reviewer saw what others gave. */
	ratings: readonly Rating[];
}

async function listRated(db: Database, owner: OwnerId, sessionId: string): Promise<Rated[]> {
	const { kept, takeIds } = await readKept(db, owner, sessionId);
	const selfRated = await listSelfRated(db, owner, sessionId);
	return kept.flatMap((each) => {
		const { rubric } = each.review;
		const delivered = deliveredOf(each.review, takeIds);
		if (!delivered || !selfRated.has(keyOfRubric(rubric))) return [];
		const target = `${sessionId} ${nameOfCovered(each.coverage)} ${keyOfRubric(rubric)}`;
		return [{ kept: each, target, ratings: each.blindRatings ?? delivered.ratings }];
	});
}

function judge(rated: readonly Rated[], raterOf: (kept: KeptWithCoverage) => string): Judgement[] {
	return rated.flatMap(({ kept, target, ratings }) => {
		const rater = raterOf(kept);
		return ratings.flatMap(({ criterion, level }) =>
			level === null ? [] : [{ rater, target, criterion, level }]
		);
	});
}
