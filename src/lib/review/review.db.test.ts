import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../tests/database.ts';
import { recordedSession, TAKE_MS } from '../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../account/owner.ts';
import { Fault } from '../platform/errors.ts';
import { deleteTake } from '../practice/commands.server.ts';
import type { Session } from '../practice/session.ts';
import { GENERAL_RUBRIC, readRubric } from '../rubric/rubric.server.ts';
import { createGrant, revokeGrant } from '../sharing/commands.server.ts';
import type { Grant } from '../sharing/grant.ts';
import { NOBODY } from '../sharing/grant.ts';
import { openGrant } from '../sharing/queries.server.ts';
import { addComment, editComment, removeComment } from './comment/commands.server.ts';
import { reopenReview, saveWords, submitReview } from './commands.server.ts';
import { newComment, newRating } from './feedback.ts';
import { listReviews, readReview, reviewsForExport } from './queries.server.ts';
import { clearRating, rate } from './rating/commands.server.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const WORDS = { keep: 'The opening', change: 'The pace', tryNext: 'One story in 60 s' };

let store: TestDatabase;
let owner: OwnerId;
let session: Session;
let grant: Grant;
/** In the grant, and beside it. */
let takeId: string;
let otherTakeId: string;

beforeAll(async () => {
	store = await database();
});
afterAll(() => store.close());
beforeEach(async () => {
	owner = await store.owner();
	session = await recordedSession(store.db, owner);
	takeId = session.answers[0]!.takes[0]!.id;
	otherTakeId = session.answers[1]!.takes[0]!.id;
	grant = await invite('Dr Osei');
});

async function invite(reviewerName: string): Promise<Grant> {
	const answerIds = [session.answers[0]!.id];
	const wanted = { reviewerName, expiresInDays: 14, answerIds };
	const { token } = await createGrant(store.db, owner, session.id, wanted, NOW);
	return openGrant(store.db, token, NOBODY, NOW);
}

const faultOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => {
			if (!(caught instanceof Fault)) throw caught;
			return caught.field ? `${caught.code} ${caught.field}` : caught.code;
		}
	);
const comment = (more: object = {}) => ({ takeId, atMs: 15_300, text: 'Strong start', ...more });

describe('a draft', () => {
	it('is made by the first write and keeps what the next ones leave out', async () => {
		expect(await readReview(store.db, grant)).toBeNull();
		await saveWords(store.db, grant, { keep: 'The opening' });
		await saveWords(store.db, grant, { change: 'The pace' });
		expect(await readReview(store.db, grant)).toMatchObject({
			reviewer: 'Dr Osei',
			keep: 'The opening',
			change: 'The pace',
			tryNext: '',
			submittedAt: null
		});
	});

	it('is one, however many first writes come at once', async () => {
		await Promise.all([
			saveWords(store.db, grant, { keep: 'a' }),
			addComment(store.db, grant, comment()),
			rate(store.db, grant, 'structure', { level: 4 })
		]);
		const review = await readReview(store.db, grant);
		expect(review).toMatchObject({ keep: 'a', ratings: [{ level: 4 }] });
		expect(review?.comments).toHaveLength(1);
	});

	it('keeps the rubric it was begun under', async () => {
		await saveWords(store.db, grant, {});
		expect((await readReview(store.db, grant))?.rubric).toEqual(await readRubric(GENERAL_RUBRIC));
	});
});

describe('ratings', () => {
	it('are replaced, carry a moment, and can be cleared', async () => {
		await rate(store.db, grant, 'structure', { level: 2, takeId, atMs: 900 });
		expect((await readReview(store.db, grant))?.ratings).toEqual([
			newRating('structure', { level: 2, takeId, atMs: 900 })
		]);
		await rate(store.db, grant, 'structure', { level: 5 });
		expect((await readReview(store.db, grant))?.ratings).toEqual([
			newRating('structure', { level: 5 })
		]);
		await clearRating(store.db, grant, 'structure');
		expect((await readReview(store.db, grant))?.ratings).toEqual([]);
	});

	it('are of the rubric’s criteria and the grant’s takes', async () => {
		const { db } = store;
		expect(await faultOf(rate(db, grant, 'accent', { level: 1 }))).toBe('not-found');
		expect(await faultOf(clearRating(db, grant, 'accent'))).toBe('not-found');
		const moment = { level: 1 as const, takeId: otherTakeId, atMs: 0 };
		expect(await faultOf(rate(db, grant, 'structure', moment))).toBe('not-found');
		const late = { level: 1 as const, takeId, atMs: TAKE_MS + 5000 };
		expect(await faultOf(rate(db, grant, 'structure', late))).toBe('bad-input atMs');
		expect(await readReview(db, grant)).toBeNull();
	});
});

describe('comments', () => {
	it('are added, changed, removed and put back', async () => {
		const { db } = store;
		const id = await addComment(db, grant, comment());
		await editComment(db, grant, id, 'Very strong start');
		expect((await readReview(db, grant))?.comments).toEqual([
			newComment({ id, takeId, atMs: 15_300, endMs: null, text: 'Very strong start' })
		]);
		await removeComment(db, grant, id);
		expect((await readReview(db, grant))?.comments).toEqual([]);
		await addComment(db, grant, comment({ id, endMs: 16_000 }));
		expect((await readReview(db, grant))?.comments).toMatchObject([{ id, endMs: 16_000 }]);
	});

	it('sent twice under one id are one comment, with the later text', async () => {
		const id = randomUUID();
		await addComment(store.db, grant, comment({ id }));
		await addComment(store.db, grant, comment({ id, text: 'Later' }));
		expect((await readReview(store.db, grant))?.comments).toMatchObject([{ id, text: 'Later' }]);
	});

	it('of another review cannot be touched, not even by their id', async () => {
		const { db } = store;
		const peer = await invite('Peer');
		const id = await addComment(db, grant, comment());
		expect(await faultOf(editComment(db, peer, id, 'mine'))).toBe('not-found');
		expect(await faultOf(removeComment(db, peer, id))).toBe('not-found');
		expect(await faultOf(addComment(db, peer, comment({ id, text: 'mine' })))).toBe('conflict');
		expect((await readReview(db, grant))?.comments).toMatchObject([{ text: 'Strong start' }]);
		expect(await readReview(db, peer)).toBeNull();
	});

	it('lie within a take of the grant', async () => {
		const { db } = store;
		const tries = [comment({ takeId: otherTakeId }), comment({ takeId: randomUUID() })];
		for (const each of tries) expect(await faultOf(addComment(db, grant, each))).toBe('not-found');
		const late = comment({ atMs: TAKE_MS + 5000 });
		expect(await faultOf(addComment(db, grant, late))).toBe('bad-input atMs');
		const long = comment({ endMs: TAKE_MS + 5000 });
		expect(await faultOf(addComment(db, grant, long))).toBe('bad-input endMs');
		expect(await faultOf(removeComment(db, grant, 'none'))).toBe('not-found');
	});
});

describe('submitting', () => {
	it('needs a name, keep, change and try next', async () => {
		const { db } = store;
		await saveWords(db, grant, { reviewer: '', ...WORDS, tryNext: '' });
		expect(await faultOf(submitReview(db, grant, NOW))).toBe('bad-input reviewer');
		await saveWords(db, grant, { reviewer: 'Amara' });
		expect(await faultOf(submitReview(db, grant, NOW))).toBe('bad-input tryNext');
		await saveWords(db, grant, WORDS);
		expect(await faultOf(submitReview(db, grant, NOW))).toBeNull();
		expect((await readReview(db, grant))?.submittedAt).toEqual(NOW);
	});

	it('closes the review for every write until it is reopened', async () => {
		const { db } = store;
		const id = await addComment(db, grant, comment());
		await saveWords(db, grant, WORDS);
		await submitReview(db, grant, NOW);
		const writes = [
			() => saveWords(db, grant, { keep: 'x' }),
			() => rate(db, grant, 'structure', { level: 1 }),
			() => clearRating(db, grant, 'structure'),
			() => addComment(db, grant, comment()),
			() => editComment(db, grant, id, 'x'),
			() => removeComment(db, grant, id),
			() => submitReview(db, grant, NOW)
		];
		for (const write of writes) expect(await faultOf(write())).toBe('review-submitted');
		expect(await readReview(db, grant)).toMatchObject({
			...WORDS,
			comments: [{ id }],
			ratings: []
		});
		await reopenReview(db, grant);
		await rate(db, grant, 'structure', { level: 4 });
		await submitReview(db, grant, NOW);
		expect((await readReview(db, grant))?.ratings).toHaveLength(1);
	});
});

describe('the applicant', () => {
	it('sees of a draft only that there is one', async () => {
		await addComment(store.db, grant, comment());
		await saveWords(store.db, grant, { ...WORDS, reviewer: 'Amara' });
		const [review, ...more] = await listReviews(store.db, owner, session.id);
		expect(more).toEqual([]);
		expect(review).toEqual({
			id: expect.any(String) as string,
			grantId: grant.id,
			state: 'in-progress',
			reviewer: 'Dr Osei'
		});
		const [exported] = await reviewsForExport(store.db, owner, session.id);
		expect(exported).toMatchObject({ submittedAt: null, comments: [], ratings: [], keep: '' });
	});

	it('gets everything that was submitted, and keeps it when the link is withdrawn', async () => {
		const { db } = store;
		await addComment(db, grant, comment());
		await rate(db, grant, 'evidence', { level: 3 });
		await rate(db, grant, 'structure', { level: 4, takeId, atMs: 15_300 });
		await saveWords(db, grant, { ...WORDS, reviewer: 'Amara' });
		await submitReview(db, grant, NOW);
		await revokeGrant(db, owner, grant.id, NOW);
		const [review] = await listReviews(db, owner, session.id);
		expect(review).toMatchObject({
			state: 'withheld',
			reviewer: 'Amara',
			submittedAt: NOW,
			comments: [{ takeId, atMs: 15_300, text: 'Strong start' }]
		});
		expect(await reviewsForExport(db, owner, session.id)).toMatchObject([
			{
				reviewer: 'Amara',
				submittedAt: NOW.toISOString(),
				rubric: { id: GENERAL_RUBRIC, version: 1 },
				ratings: [
					{ criterion: 'structure', level: 4, takeId, atMs: 15_300 },
					{ criterion: 'evidence', level: 3, takeId: null, atMs: null }
				],
				comments: [
					{
						takeId,
						atMs: 15_300,
						endMs: null,
						text: 'Strong start',
						marker: null,
						resolved: false
					}
				],
				...WORDS
			}
		]);
	});

	it('keeps a rating whose take is deleted, without its moment', async () => {
		const { db } = store;
		await rate(db, grant, 'structure', { level: 4, takeId, atMs: 900 });
		await deleteTake(db, owner, takeId, () => Promise.resolve());
		expect((await readReview(db, grant))?.ratings).toEqual([newRating('structure', { level: 4 })]);
	});

	it('is the only one who may ask', async () => {
		const stranger = await store.owner();
		await saveWords(store.db, grant, WORDS);
		expect(await faultOf(listReviews(store.db, stranger, session.id))).toBe('not-found');
		expect(await faultOf(reviewsForExport(store.db, stranger, session.id))).toBe('not-found');
	});
});
