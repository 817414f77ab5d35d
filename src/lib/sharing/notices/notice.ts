/** What a person is told about reviews, inside the app and by mail. */

/**
 * asked: somebody asks for my review. feedback: a review of my session was submitted. ending: a review that is asked of
 * me ends soon. unread-end: access I gave ends soon and the review is not in. undelivered: an invitation did not arrive.
 * passcode-closed: a passcode I set was wrong too often.
 */
export const NOTICE_KINDS = [
	'asked',
	'feedback',
	'ending',
	'unread-end',
	'undelivered',
	'passcode-closed'
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** These ask for an act: to look at the session is not enough to put them away. */
export const ASK_FOR_AN_ACT: readonly NoticeKind[] = ['undelivered', 'passcode-closed'];

/** How often mail comes. The notices inside the app are the same with each. */
export const MAIL_RHYTHMS = ['at-once', 'daily', 'off'] as const;
export type MailRhythm = (typeof MAIL_RHYTHMS)[number];

/** A notice as its person sees it. */
export interface Notice {
	id: string;
	kind: NoticeKind;
	who: string;
	sessionId: string | null;
	grantId: string | null;
	createdAt: Date;
	readAt: Date | null;
}

/** The sentence of a notice. */
export function sentenceOf({ kind, who }: Pick<Notice, 'kind' | 'who'>): string {
	switch (kind) {
		case 'asked':
			return `${who} asks you for a review.`;
		case 'feedback':
			return `${who} has sent you feedback.`;
		case 'ending':
			return `A review for ${who} is open to you for 2 more days at most.`;
		case 'unread-end':
			return `${who} can open your answers for 2 more days at most, and has not sent a review yet.`;
		case 'undelivered':
			return `The invitation to ${who} could not be delivered. Make a new link and send it yourself.`;
		case 'passcode-closed':
			return `The passcode for ${who} was wrong too often, so it opens nothing any more. Somebody else may have the link: set a new passcode, or make a new link.`;
	}
}

/** Where a notice leads, as a path of this app. */
export function pathOf({
	kind,
	sessionId,
	grantId
}: Pick<Notice, 'kind' | 'sessionId' | 'grantId'>): string {
	if (kind === 'asked' || kind === 'ending') return grantId ? `/review/${grantId}` : '/reviews';
	return sessionId ? `/sessions/${sessionId}` : '/sessions';
}
