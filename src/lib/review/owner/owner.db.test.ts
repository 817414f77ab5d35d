/** What the applicant does with comments they got: replies, thanks, resolving by a retake. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { invite, NOW, WORDS } from '../../../../tests/fixtures/invited.ts';
import { recordedSession } from '../../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../../account/owner.ts';
import { Fault } from '../../platform/errors.ts';
import { deleteTake } from '../../practice/commands.server.ts';
import { createTakeLedger } from '../../practice/take/commands.server.ts';
import type { Session } from '../../practice/session.ts';
import type { Grant } from '../../sharing/grant.ts';
import { addComment, removeComment } from '../comment/commands.server.ts';
import { reopenReview, saveWords, submitReview } from '../commands.server.ts';
import { readReview, listReviews } from '../queries.server.ts';
import {
	addReply,
	editReply,
	placeForOwner,
	placeForReviewer,
	removeReply
} from '../reply/commands.server.ts';
import {
	resolveComment,
	thankComment,
	thankReview,
	unresolveComment,
	unthankComment,
	unthankReview
} from './commands.server.ts';

const LATER = new Date(NOW.getTime() + 60_000);

let store: TestDatabase;
let owner: OwnerId;
let session: Session;
let grant: Grant;
let takeId: string;
let commentId: string;

beforeAll(async () => {
	store = await database();
});
afterAll(() => store.close());
beforeEach(async () => {
	owner = await store.owner();
	session = await recordedSession(store.db, owner);
	takeId = session.answers[0]!.takes[0]!.id;
	const answerIds = [session.answers[0]!.id];
	grant = await invite(store.db, owner, session.id, 'Dr Osei', { answerIds });
	commentId = await addComment(store.db, grant, { takeId, atMs: 900, text: 'Slower here' });
	await saveWords(store.db, grant, WORDS);
});

const handIn = () => submitReview(store.db, grant, NOW);
const of = () => ({ sessionId: session.id, commentId });
const comment = async () => {
	const [review] = await listReviews(store.db, owner, session.id);
	return review?.state === 'in-progress' ? undefined : review?.comments[0];
};
const faultOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => {
			if (!(caught instanceof Fault)) throw caught;
			return caught.field ? `${caught.code} ${caught.field}` : caught.code;
		}
	);

async function retake(answer = 0): Promise<string> {
	const id = randomUUID();
	const ledger = createTakeLedger(store.db, 1e9);
	const answerId = session.answers[answer]!.id;
	const take = { id, answerId, mimeType: 'video/webm', recordedAt: new Date(0) };
	await ledger.announce(owner, take);
	return id;
}

describe('resolving', () => {
	it('is done as it is, or by a retake of the same answer, and undone', async () => {
		await handIn();
		await resolveComment(store.db, owner, of(), null, NOW);
		expect((await comment())?.resolved).toEqual({ at: NOW, takeId: null });
		const again = await retake();
		await resolveComment(store.db, owner, of(), again, LATER);
		expect((await comment())?.resolved).toEqual({ at: NOW, takeId: again });
		await unresolveComment(store.db, owner, of());
		expect((await comment())?.resolved).toBeNull();
	});

	it('takes no other answer’s take, not the take that was commented on, and nobody else’s', async () => {
		await handIn();
		const stranger = await store.owner();
		const theirs = await recordedSession(store.db, stranger);
		const tries: [string, string][] = [
			[await retake(1), 'bad-input takeId'],
			[takeId, 'bad-input takeId'],
			[theirs.answers[0]!.takes[0]!.id, 'not-found'],
			[randomUUID(), 'not-found']
		];
		for (const [id, expected] of tries) {
			expect(await faultOf(resolveComment(store.db, owner, of(), id, NOW))).toBe(expected);
		}
		expect((await comment())?.resolved).toBeNull();
	});

	it('stays when the retake is deleted', async () => {
		await handIn();
		const again = await retake();
		await resolveComment(store.db, owner, of(), again, NOW);
		await deleteTake(store.db, owner, again, () => Promise.resolve());
		expect((await comment())?.resolved).toEqual({ at: NOW, takeId: null });
	});

	it('is not undone by deleting the comment; nor are thanks', async () => {
		await handIn();
		await resolveComment(store.db, owner, of(), null, NOW);
		await reopenReview(store.db, grant);
		expect(await faultOf(removeComment(store.db, grant, commentId))).toBe('bad-input comment');
		await unresolveComment(store.db, owner, of());
		await thankComment(store.db, owner, of(), NOW);
		expect(await faultOf(removeComment(store.db, grant, commentId))).toBe('bad-input comment');
		await unthankComment(store.db, owner, of());
		expect(await faultOf(removeComment(store.db, grant, commentId))).toBeNull();
	});

	it('stays when the reviewer changes and submits the review again', async () => {
		await handIn();
		await resolveComment(store.db, owner, of(), null, NOW);
		await reopenReview(store.db, grant);
		await addComment(store.db, grant, { id: commentId, takeId, atMs: 950, text: 'Slower here!' });
		await submitReview(store.db, grant, LATER);
		expect(await comment()).toMatchObject({
			text: 'Slower here!',
			atMs: 950,
			resolved: { at: NOW }
		});
	});
});

describe('thanks', () => {
	it('are said once and can be taken back', async () => {
		await handIn();
		const [review] = await listReviews(store.db, owner, session.id);
		const ofReview = { sessionId: session.id, reviewId: review!.id };
		await thankComment(store.db, owner, of(), NOW);
		await thankComment(store.db, owner, of(), LATER);
		await thankReview(store.db, owner, ofReview, NOW);
		await thankReview(store.db, owner, ofReview, LATER);
		expect(await readReview(store.db, grant)).toMatchObject({
			thankedAt: NOW,
			comments: [{ thankedAt: NOW }]
		});
		await unthankComment(store.db, owner, of());
		await unthankReview(store.db, owner, ofReview);
		expect(await readReview(store.db, grant)).toMatchObject({
			thankedAt: null,
			comments: [{ thankedAt: null }]
		});
	});
});

describe('replies', () => {
	const reply = (text: string, more: object = {}) => ({ text, isSpoken: false, ...more });

	it('go both ways, in order, each changed and removed by its writer only', async () => {
		await handIn();
		const mine = await placeForOwner(store.db, owner, session.id, commentId);
		const theirs = await placeForReviewer(store.db, grant, commentId);
		const asked = await addReply(store.db, mine, reply('Which word?'), NOW);
		const answered = await addReply(store.db, theirs, reply('"Residency"'), LATER);
		expect((await comment())?.replies).toMatchObject([
			{ by: 'applicant', text: 'Which word?', at: NOW },
			{ by: 'reviewer', text: '"Residency"', at: LATER }
		]);
		expect(await faultOf(editReply(store.db, theirs, asked.id, 'x'))).toBe('not-found');
		expect(await faultOf(removeReply(store.db, mine, answered.id))).toBe('not-found');
		expect(await faultOf(editReply(store.db, mine, asked.id, ''))).toBe('bad-input text');
		await editReply(store.db, mine, asked.id, 'Which one?');
		await removeReply(store.db, theirs, answered.id);
		expect((await comment())?.replies).toMatchObject([{ text: 'Which one?' }]);
	});

	it('sent twice under one id are one, and another’s id takes nothing over', async () => {
		await handIn();
		const mine = await placeForOwner(store.db, owner, session.id, commentId);
		const theirs = await placeForReviewer(store.db, grant, commentId);
		const id = randomUUID();
		await addReply(store.db, mine, reply('a', { id }), NOW);
		await addReply(store.db, mine, reply('b', { id }), LATER);
		expect(await faultOf(addReply(store.db, theirs, reply('c', { id }), LATER))).toBe('conflict');
		expect((await comment())?.replies).toMatchObject([{ text: 'b', by: 'applicant' }]);
	});
});

describe('a draft, and what is another’s', () => {
	it('is not there for the applicant', async () => {
		const [review] = await listReviews(store.db, owner, session.id);
		const ofReview = { sessionId: session.id, reviewId: review!.id };
		const { db } = store;
		expect(await faultOf(thankComment(db, owner, of(), NOW))).toBe('not-found');
		expect(await faultOf(thankReview(db, owner, ofReview, NOW))).toBe('not-found');
		expect(await faultOf(resolveComment(db, owner, of(), null, NOW))).toBe('not-found');
		expect(await faultOf(placeForOwner(db, owner, session.id, commentId))).toBe('not-found');
	});

	it('is not there for a stranger, for another session or for another reviewer', async () => {
		await handIn();
		const stranger = await store.owner();
		const theirs = await recordedSession(store.db, stranger);
		const { db } = store;
		const wrong = { sessionId: theirs.id, commentId };
		for (const place of [of(), wrong]) {
			expect(await faultOf(thankComment(db, stranger, place, NOW))).toBe('not-found');
			expect(await faultOf(resolveComment(db, stranger, place, null, NOW))).toBe('not-found');
			expect(await faultOf(unresolveComment(db, stranger, place))).toBe('not-found');
			expect(await faultOf(placeForOwner(db, stranger, place.sessionId, commentId))).toBe(
				'not-found'
			);
		}
		const another = await invite(db, owner, session.id, 'Amara');
		expect(await faultOf(placeForReviewer(db, another, commentId))).toBe('not-found');
		expect(await faultOf(placeForReviewer(db, grant, 'x'))).toBe('not-found');
	});
});
