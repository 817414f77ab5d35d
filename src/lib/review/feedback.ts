/**
 * What a reviewer gives: ratings, comments and markers at moments, and what to keep, change and try next.
 * All moments in milliseconds from a take's first frame.
 */
import type { Total } from '../rubric/score.ts';
import { blankGiven, type Given } from '../rubric/given.ts';
import type { Rubric } from '../rubric/rubric.ts';
import type { Marker } from './marker.ts';

/** A recorded comment or reply, of up to two minutes; its bytes have an address of their own. */
export interface SpokenPart {
	mimeType: string;
	durationMs: number;
	bytes: number;
}

/** An answer under a comment, by the applicant or by the reviewer whose comment it is. */
export interface Reply {
	id: string;
	by: 'applicant' | 'reviewer';
	text: string;
	at: Date;
	/** Set when it was spoken or filmed; null for text alone, and while the recording has not arrived. */
	recording: SpokenPart | null;
	/** It is a recording first of all: its text may be empty. */
	isSpoken: boolean;
}

/** A comment as its reviewer writes it. */
export interface WrittenComment {
	id: string;
	takeId: string;
	atMs: number;
	/** Null for a moment, set for a stretch. */
	endMs: number | null;
	text: string;
	/** It is a recording first of all: its text may be empty. */
	isSpoken?: boolean;
}

/** A comment with what became of it. */
export interface Comment extends WrittenComment {
	isSpoken: boolean;
	recording: SpokenPart | null;
	/** Null while it is open; `takeId`: the retake that answers it, null when none was named or it was deleted. */
	resolved: { at: Date; takeId: string | null } | null;
	thankedAt: Date | null;
	/** Oldest first. */
	replies: Reply[];
}

/** A rating of one criterion: the value that its kind has, and the moment that shows it. */
export interface Rating extends Given {
	criterion: string;
	/** Both null when no moment was given. */
	takeId: string | null;
	atMs: number | null;
	/** The reviewer says that no single moment shows it. */
	noMoment: boolean;
}

/** The parts that are text of their own; all four are needed before a review can be submitted. */
export interface Words {
	reviewer: string;
	keep: string;
	change: string;
	tryNext: string;
}

export interface Feedback extends Words {
	ratings: Rating[];
	/** By place in the take. */
	comments: Comment[];
	/** By place in the take. */
	markers: Marker[];
	/** Null while it is a draft, which only its reviewer sees. */
	submittedAt: Date | null;
	/** The applicant said thank you for the whole review. */
	thankedAt: Date | null;
	/** Something was changed after its reviewer had read what others gave. */
	changedAfterSeeing: boolean;
}

/**
 * A review as the applicant gets it. `in-progress`: of a draft they learn only that there is one. `withheld`: it is
 * here, but its ratings stay closed until the applicant has rated themselves by the same rubric. `isBeingChanged`: its reviewer has opened it again; this is what was handed over before.
 */
export type ReceivedReview =
	| { id: string; grantId: string; state: 'in-progress'; reviewer: string }
	| ({
			id: string;
			grantId: string;
			state: 'withheld';
			submittedAt: Date;
			isBeingChanged: boolean;
			/** By which they rate themselves first. */
			rubric: Rubric;
	  } & Words &
			Pick<Feedback, 'comments' | 'markers' | 'thankedAt'>)
	| (Feedback & {
			id: string;
			grantId: string;
			state: 'submitted';
			submittedAt: Date;
			isBeingChanged: boolean;
			rubric: Rubric;
			total: Total;
	  });

/**
 * What another reviewer of the same answers gave; shown once one's own review is in. `withheld`: the criteria that the
 * reader has not rated themselves, whose ratings are left out; then there is no total either.
 */
export type OthersReview = Words & {
	id: string;
	submittedAt: Date;
	rubric: Rubric;
	ratings: Rating[];
	withheld: string[];
	total: Total | null;
	comments: Pick<Comment, 'id' | 'takeId' | 'atMs' | 'endMs' | 'text'>[];
	markers: Marker[];
};

/** How the applicant rates a session themselves, before they see what others gave by the same rubric. */
export interface SelfReview {
	/** As it was when they began, or as the first reviewer got it. */
	rubric: Rubric;
	ratings: Rating[];
	total: Total;
	/** Null until it is done; from then on it cannot be changed. */
	submittedAt: Date | null;
	/** A submitted review waits behind it. */
	isAwaited: boolean;
}

export const LONGEST_TEXT = 2000;
export const LONGEST_NAME = 80;

/**
 * What stands in the way of submitting. `field`: a part of the words, `ratings.<criterion>` or `comments.<id>`;
 * `label`: what it is called on the page; `message`: a sentence for the reviewer.
 */
export interface Obstacle {
	field: string;
	label: string;
	message: string;
}

/** A review in which nothing is written yet. */
export function emptyFeedback(reviewer: string): Feedback {
	return {
		reviewer,
		keep: '',
		change: '',
		tryNext: '',
		ratings: [],
		comments: [],
		markers: [],
		submittedAt: null,
		thankedAt: null,
		changedAfterSeeing: false
	};
}

/** A comment as it is the moment it is written. */
export function newComment(written: WrittenComment): Comment {
	const isSpoken = written.isSpoken ?? false;
	return { ...written, isSpoken, recording: null, resolved: null, thankedAt: null, replies: [] };
}

/** A rating of a criterion with nothing chosen yet but what `given` says. */
export function newRating(criterion: string, given: Partial<Rating> = {}): Rating {
	return { ...blankGiven(), takeId: null, atMs: null, noMoment: false, ...given, criterion };
}
