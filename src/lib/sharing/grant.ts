/**
 * A reviewer's permission: which answers of a session they may see, and until when.
 */
import * as v from 'valibot';
import type { Granted } from '../practice/granted.ts';
import { Fault } from '../platform/errors.ts';
import { id, requiredText } from '../platform/input.ts';

/** An active grant. Only `openGrant` of `queries.server.ts` makes one, from the token of a link. */
export interface Grant extends Granted {
	readonly id: string;
	readonly reviewerName: string;
	readonly expiresAt: Date;
}

export type GrantState = 'active' | 'expired' | 'revoked';

/** A grant as its owner sees it. The link itself cannot be shown again: only a hash of it is kept. */
export interface SharedLink {
	id: string;
	reviewerName: string;
	createdAt: Date;
	expiresAt: Date;
	state: GrantState;
	answerIds: string[];
	/** How often the reviewer's page was opened, and when last. */
	openings: number;
	lastOpenedAt: Date | null;
}

const LONGEST_GRANT_DAYS = 90;
export const DEFAULT_GRANT_DAYS = 14;

/** What a new grant may say; `answerIds` left out means every answer that has a take. */
export const NewGrantSchema = v.strictObject({
	reviewerName: requiredText(80, "The reviewer's name"),
	expiresInDays: v.optional(
		v.pipe(
			v.number('The number of days must be a number.'),
			v.integer('The number of days must be a whole number.'),
			v.minValue(1, 'A link lasts at least 1 day.'),
			v.maxValue(LONGEST_GRANT_DAYS, `A link lasts at most ${LONGEST_GRANT_DAYS} days.`)
		),
		DEFAULT_GRANT_DAYS
	),
	answerIds: v.optional(
		v.pipe(
			v.array(id, 'The answers must be a list of ids.'),
			v.minLength(1, 'Choose at least one answer.'),
			v.maxLength(100, 'That is more answers than a session has.')
		)
	)
});
export type NewGrant = v.InferOutput<typeof NewGrantSchema>;

const DAY_MS = 24 * 3600 * 1000;

/** When a grant made at `now` for `days` days ends. */
export function expiryOf(now: Date, days: number): Date {
	return new Date(now.getTime() + days * DAY_MS);
}

/** Withdrawn weighs more than expired: it is what the owner decided. */
export function stateOf(grant: { expiresAt: Date; revokedAt: Date | null }, now: Date): GrantState {
	if (grant.revokedAt) return 'revoked';
	return grant.expiresAt <= now ? 'expired' : 'active';
}

/** The one answer to every token that opens nothing, so that nothing can be learned by trying. */
export function linkNotActive(): Fault {
	return new Fault('not-found', {
		message:
			'This review link is not active. It may have expired or been withdrawn. ' +
			'Ask the person who sent it for a new one.'
	});
}
