/** What a grant covers, compared with what another one does. */

/** The answers of a grant; of those in `takesOnlyOf` only the takes in `takeIds`. */
export interface Covered {
	answerIds: readonly string[];
	takesOnlyOf: readonly string[];
	takeIds: readonly string[];
}

export interface Coverage extends Covered {
	grantId: string;
	/** The reviewer's name as the owner wrote it. */
	invited: string;
	/** The account it is for; null for whoever has the link. */
	personId: string | null;
	/** Null: the general rubric. */
	rubricId: string | null;
	/** The owner withdrew it. */
	isRevoked: boolean;
}

/**
 * Does `outer` cover everything that `inner` covers? Where takes alone are covered and it cannot be told whose answer
 * one is of, the reply is no: nothing is shown that might not be covered.
 */
export function covers(outer: Covered, inner: Covered): boolean {
	if (!inner.answerIds.every((id) => outer.answerIds.includes(id))) return false;
	const limited = outer.takesOnlyOf.filter((id) => inner.answerIds.includes(id));
	if (limited.length === 0) return true;
	return (
		limited.every((id) => inner.takesOnlyOf.includes(id)) &&
		inner.takeIds.every((id) => outer.takeIds.includes(id))
	);
}

/** The same name for grants that cover the same: what was rated by both is the same thing. */
export function nameOfCovered({ answerIds, takesOnlyOf, takeIds }: Covered): string {
	const sorted = (ids: readonly string[]) => [...ids].sort().join(' ');
	return `${sorted(answerIds)}|${sorted(takesOnlyOf)}|${sorted(takeIds)}`;
}
