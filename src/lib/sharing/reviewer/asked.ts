/** What a reviewer is asked for, and in which order it waits. */
import type { GrantState } from '../grant.ts';

/** A review that somebody is asked for, as its reviewer sees it. */
export interface Asked {
	/** Of its grant; also the key that opens it. */
	grantId: string;
	/** Who asks; null for a guest. */
	applicant: string | null;
	askFor: string;
	answers: number;
	dueAt: Date | null;
	createdAt: Date;
	expiresAt: Date;
	state: Exclude<GrantState, 'prepared' | 'revoked'>;
}

export interface Inbox {
	/** Nothing written yet; what is due or ends first stands first, as in `inProgress`. */
	waiting: Asked[];
	inProgress: Asked[];
	/** Submitted, the latest first. */
	done: (Asked & { submittedAt: Date })[];
	/** Ended before it was submitted, the latest first. */
	missed: Asked[];
	/** What to review now: begun or not, what is due or ends first. Null when nothing is open. */
	next: Asked | null;
}

/** @param written by the grant's id: when its review was submitted, null while it is a draft, missing when there is none */
export function sortInbox(
	asked: readonly Asked[],
	written: ReadonlyMap<string, Date | null>
): Inbox {
	const done = asked.flatMap((each) => {
		const submittedAt = written.get(each.grantId);
		return submittedAt ? [{ ...each, submittedAt }] : [];
	});
	const rest = asked.filter(({ grantId }) => !written.get(grantId));
	const open = rest.filter(({ state }) => state === 'active').sort(byUrgency);
	return {
		waiting: open.filter(({ grantId }) => !written.has(grantId)),
		inProgress: open.filter(({ grantId }) => written.has(grantId)),
		done: done.sort((a, b) => b.submittedAt.getTime() - a.submittedAt.getTime()),
		missed: rest
			.filter(({ state }) => state === 'expired')
			.sort((a, b) => b.expiresAt.getTime() - a.expiresAt.getTime()),
		next: open[0] ?? null
	};
}

/** By the day it is hoped for or the moment it ends, whichever is first. */
function byUrgency(a: Asked, b: Asked): number {
	const momentOf = ({ dueAt, expiresAt }: Asked) =>
		Math.min(dueAt?.getTime() ?? Infinity, expiresAt.getTime());
	return momentOf(a) - momentOf(b) || a.createdAt.getTime() - b.createdAt.getTime();
}

/** `7KQ2M-X4D9P`: read out more easily than ten in a row. */
export function showCode(code: string): string {
	return `${code.slice(0, 5)}-${code.slice(5)}`;
}
