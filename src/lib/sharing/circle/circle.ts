/** A circle of peers who owe each other reviews: give one to unlock one. */
import * as v from 'valibot';
import { id, requiredText, text } from '../../platform/input.ts';
import { LONGEST_ASK } from '../new-grant.ts';

/** So many people can be in a circle, and so many circles can one person be in. */
export const MOST_MEMBERS = 10;
export const MOST_CIRCLES = 20;
/** So many sessions of one member can be in a circle at one time. */
export const MOST_REQUESTS = 20;

const memberName = requiredText(80, 'Your name');

export const NewCircleSchema = v.strictObject({
	name: requiredText(80, 'The name of the circle'),
	memberName,
	sees: v.picklist(['turn', 'all'], 'Choose who sees what is put in.')
});
export const JoinSchema = v.strictObject({ memberName });
export const PutInSchema = v.strictObject({
	session: id,
	askFor: v.optional(text(LONGEST_ASK, 'What they should look at'), '')
});

export interface CircleMember {
	name: string;
	isMe: boolean;
	/** Reviews submitted in this circle, and reviews that were asked of them and are open. */
	given: number;
	owed: number;
}

export interface CircleRequest {
	id: string;
	/** Whose answers. */
	name: string;
	isMine: boolean;
	createdAt: Date;
	/** False: its owner gives a review first. */
	isUnlocked: boolean;
	/** How many may review it, and how many have. */
	reviewers: number;
	reviewed: number;
	/** The key that opens it to me; null when it is not mine to review. */
	grantId: string | null;
}

/** The first is free, so that a circle can begin; every review given unlocks one more. */
export function canUnlock(given: number, unlocked: number): boolean {
	return unlocked < 1 + given;
}

/** Whose turn it is: who was asked least often, then who joined first. Members in the order they joined. */
export function whoseTurn(
	members: readonly { personId: string }[],
	asked: ReadonlyMap<string, number>,
	me: string
): string | null {
	const others = members.filter(({ personId }) => personId !== me);
	const least = Math.min(...others.map(({ personId }) => asked.get(personId) ?? 0));
	return others.find(({ personId }) => (asked.get(personId) ?? 0) === least)?.personId ?? null;
}
