/**
 * A reviewer's permission: which answers of a session they may see, and until when.
 */
import type { OwnerId } from '../account/owner.ts';
import type { Granted } from '../practice/granted.ts';
import { Fault } from '../platform/errors.ts';

/** An active grant. Only `openGrant` of `queries.server.ts` makes one, from the token of a link or for its person. */
export interface Grant extends Granted {
	readonly id: string;
	readonly reviewerName: string;
	readonly expiresAt: Date;
	/** Who asks: the name of the session's owner; null for a guest, who has none. */
	readonly applicant: string | null;
	/** What the applicant wants looked at; empty when they did not say. */
	readonly askFor: string;
	readonly dueAt: Date | null;
	readonly canDownload: boolean;
	/** Does somebody have it in their reviews, and is it the person who asks? */
	readonly keptBy: 'nobody' | 'visitor' | 'another';
	/** Names how it was opened; a different one when the link or the passcode is changed. Never shown. */
	readonly seal: string;
}

/** Who asks for a grant. `passcodeProof` says whether their cookie proves this passcode of this grant. */
export interface Visitor {
	person: OwnerId | null;
	passcodeProof: ((grantId: string, passcodeHash: string) => boolean) | null;
}

/** Somebody with nothing but the link. */
export const NOBODY: Visitor = { person: null, passcodeProof: null };

export type GrantState = 'prepared' | 'active' | 'expired' | 'revoked';

/** A grant as its owner sees it. The link itself cannot be shown again: only a hash of it is kept. */
export interface SharedLink {
	id: string;
	reviewerName: string;
	createdAt: Date;
	expiresAt: Date;
	dueAt: Date | null;
	state: GrantState;
	answerIds: string[];
	/** The takes that alone are shown of some of these answers; empty: every take. */
	takeIds: string[];
	askFor: string;
	hasPasscode: boolean;
	/** After too many wrong tries the passcode is not looked at before this moment. */
	passcodeWaitUntil: Date | null;
	/** After far too many it is not looked at again before the owner sets a new one. */
	isPasscodeClosed: boolean;
	canDownload: boolean;
	/** Where the invitation was sent, if it was. */
	email: string | null;
	/** Whose reviews it is in; null: nobody's, it is used by its link alone. */
	keptBy: string | null;
	/** They kept it themselves, having opened the link: a new link takes it away from them. */
	isClaimed: boolean;
	/** How often the reviewer's page was opened, and when last. */
	openings: number;
	lastOpenedAt: Date | null;
	/** How often a recording was fetched; again only after half an hour. */
	plays: number;
}

/** So many reviewers can have access to a session at one time. */
export const MOST_REVIEWERS = 10;
/** So many links a session can have in its history; it bounds what is kept. */
export const MOST_LINKS = 100;
/** So many wrong passcodes, then a wait, in milliseconds; each wait is twice as long as the one before. */
export const MOST_MISSES = 10;
export const PASSCODE_WAIT_MS = 15 * 60_000;
/** After so many in all the passcode is closed until the owner sets a new one. */
export const MOST_MISSES_EVER = 50;
/** Within this time, in milliseconds, a page that is loaded again or a recording fetched further is the same opening. */
export const SAME_OPENING_MS = 30 * 60_000;

const DAY_MS = 24 * 3600 * 1000;

/** When a grant made at `now` for `days` days ends. */
export function expiryOf(now: Date, days: number): Date {
	return new Date(now.getTime() + days * DAY_MS);
}

/** Withdrawn weighs more than expired: it is what the owner decided. */
export function stateOf(
	grant: { expiresAt: Date; revokedAt: Date | null; releasedAt: Date | null },
	now: Date
): GrantState {
	if (grant.revokedAt) return 'revoked';
	if (grant.expiresAt <= now) return 'expired';
	return grant.releasedAt === null || grant.releasedAt > now ? 'prepared' : 'active';
}

/** The one answer to every key that opens nothing, so that nothing can be learned by trying. */
export function linkNotActive(): Fault {
	return new Fault('not-found', {
		message:
			'This review link is not active. It may have expired or been withdrawn. ' +
			'Ask the person who sent it for a new one.'
	});
}
