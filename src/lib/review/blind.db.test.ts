/** Reviewers are blind until their own review is in; the applicant until they have rated themselves. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../tests/database.ts';
import { invite, NOW, WORDS } from '../../../tests/fixtures/invited.ts';
import { recordedSession } from '../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../account/owner.ts';
import { Fault } from '../platform/errors.ts';
import type { Session } from '../practice/session.ts';
import { addOwnRubric, deleteOwnRubric, writeOwnRubric } from '../rubric/commands.server.ts';
import { GENERAL_RUBRIC, readRubric } from '../rubric/rubric.server.ts';
import { revokeGrant } from '../sharing/commands.server.ts';
import type { Grant } from '../sharing/grant.ts';
import { readAgreement, readAgreementOfAll } from './agreement/queries.server.ts';
import { addComment, removeComment } from './comment/commands.server.ts';
import { reopenReview, saveWords, seeOthers, submitReview } from './commands.server.ts';
import { listReviews, readReview, reviewsForExport } from './queries.server.ts';
import { rate, rateSelf } from './rating/commands.server.ts';
import { submitSelfReview } from './self/commands.server.ts';
import { listSelfReviews } from './self/queries.server.ts';
import { showRubric } from './shown/commands.server.ts';

let store: TestDatabase;
let owner: OwnerId;
let session: Session;
let first: string;
let second: string;

beforeAll(async () => {
	store = await database();
});
afterAll(() => store.close());
beforeEach(async () => {
	owner = await store.owner();
	session = await recordedSession(store.db, owner);
	[first, second] = session.answers.map(({ id }) => id) as [string, string];
});

const ask = (name: string, answerIds = [first]) =>
	invite(store.db, owner, session.id, name, { answerIds });
const faultOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => {
			if (!(caught instanceof Fault)) throw caught;
			return caught.field ? `${caught.code} ${caught.field}` : caught.code;
		}
	);
async function submit(grant: Grant, level: 3 | 4 = 3) {
	await rate(store.db, grant, 'structure', { level });
	await saveWords(store.db, grant, WORDS);
	await submitReview(store.db, grant, NOW);
}
const of = () => ({ sessionId: session.id, rubricId: GENERAL_RUBRIC });
async function rateMyself(except?: string) {
	const { criteria } = await readRubric(GENERAL_RUBRIC);
	for (const { id } of criteria) {
		if (id !== except) await rateSelf(store.db, owner, of(), id, { level: 4 });
	}
}
const received = async () => (await listReviews(store.db, owner, session.id))[0];

describe('a reviewer', () => {
	it('sees nothing of others before their own review is in, and theirs from then on', async () => {
		const [osei, amara] = [await ask('Dr Osei'), await ask('Amara')];
		const takeId = session.answers[0]!.takes[0]!.id;
		await addComment(store.db, amara, { takeId, atMs: 900, text: 'Good' });
		await submit(amara, 4);
		expect(await faultOf(seeOthers(store.db, osei, NOW))).toBe('conflict');
		await saveWords(store.db, osei, WORDS);
		expect(await faultOf(seeOthers(store.db, osei, NOW))).toBe('conflict');
		for (const { id } of (await readRubric(GENERAL_RUBRIC)).criteria) {
			await rate(store.db, osei, id, { level: 3 });
		}
		await submitReview(store.db, osei, NOW);
		expect(await seeOthers(store.db, osei, NOW)).toMatchObject([
			{
				reviewer: 'Amara',
				...WORDS,
				ratings: [{ criterion: 'structure', level: 4 }],
				withheld: [],
				total: { score: { points: 4, most: 5 } },
				comments: [{ takeId, atMs: 900, text: 'Good' }]
			}
		]);
	});

	it('sees no rating of a criterion that they left open, which they could still rate after it', async () => {
		const [osei, amara] = [await ask('Dr Osei'), await ask('Amara')];
		await rate(store.db, amara, 'evidence', { level: 3 });
		await submit(amara, 4);
		await saveWords(store.db, osei, { keep: '.', change: '.', tryNext: '.' });
		await submitReview(store.db, osei, NOW);
		const [nothing] = await seeOthers(store.db, osei, NOW);
		expect(nothing).toMatchObject({ reviewer: 'Amara', ...WORDS, ratings: [], total: null });
		await reopenReview(store.db, osei);
		await submit(osei);
		const [one] = await seeOthers(store.db, osei, NOW);
		expect(one).toMatchObject({ ratings: [{ criterion: 'structure', level: 4 }], total: null });
		expect(one?.withheld).toContain('evidence');
		expect(one?.withheld).not.toContain('structure');
	});

	it('sees no draft, and none that covers more than their own', async () => {
		const [osei, wide, draft] = [
			await ask('Dr Osei'),
			await ask('Wide', [first, second]),
			await ask('D')
		];
		await submit(wide);
		await rate(store.db, draft, 'structure', { level: 4 });
		await submit(osei);
		expect(await seeOthers(store.db, osei, NOW)).toEqual([]);
		expect(await seeOthers(store.db, wide, NOW)).toMatchObject([{ reviewer: 'Dr Osei' }]);
	});

	it('sees one take’s review only where that take is theirs', async () => {
		const takeId = session.answers[0]!.takes[0]!.id;
		const one = await invite(store.db, owner, session.id, 'One take', { takeIds: [takeId] });
		const whole = await ask('Whole answer');
		await submit(one);
		await submit(whole);
		expect(await seeOthers(store.db, one, NOW)).toEqual([]);
		expect(await seeOthers(store.db, whole, NOW)).toMatchObject([{ reviewer: 'One take' }]);
	});

	it('is blind again while they change their review', async () => {
		const [osei, amara] = [await ask('Dr Osei'), await ask('Amara')];
		await submit(osei);
		await submit(amara);
		await reopenReview(store.db, osei);
		expect(await faultOf(seeOthers(store.db, osei, NOW))).toBe('conflict');
	});

	it('who changes something after reading others is marked, and their blind ratings count', async () => {
		const [osei, amara] = [await ask('Dr Osei'), await ask('Amara')];
		await submit(osei, 3);
		await submit(amara, 4);
		await seeOthers(store.db, osei, NOW);
		await reopenReview(store.db, osei);
		expect((await readReview(store.db, osei))?.changedAfterSeeing).toBe(false);
		await rate(store.db, osei, 'structure', { level: 4 });
		await submitReview(store.db, osei, NOW);
		expect((await readReview(store.db, osei))?.changedAfterSeeing).toBe(true);
		await rateMyself();
		await submitSelfReview(store.db, owner, of(), NOW);
		expect(await readAgreement(store.db, owner, session.id)).toMatchObject({
			raters: 2,
			pairs: 1,
			exact: 0,
			adjacent: 1,
			reliability: { is: 'too-few', targets: 1, needed: 10 }
		});
		expect((await reviewsForExport(store.db, owner, session.id))[0]).toMatchObject({
			reviewer: 'Dr Osei',
			changedAfterSeeingOthers: true,
			ratings: [{ level: 4 }]
		});
	});

	it('who changes something without having read others is not', async () => {
		const osei = await ask('Dr Osei');
		await submit(osei);
		expect(await seeOthers(store.db, osei, NOW)).toEqual([]);
		await reopenReview(store.db, osei);
		await submit(osei, 4);
		expect((await readReview(store.db, osei))?.changedAfterSeeing).toBe(false);
	});
});

describe('the applicant', () => {
	it('gets words and comments at once, ratings only after rating themselves', async () => {
		const osei = await ask('Dr Osei');
		const takeId = session.answers[0]!.takes[0]!.id;
		await addComment(store.db, osei, { takeId, atMs: 900, text: 'Good' });
		await submit(osei);
		const withheld = await received();
		expect(withheld).toMatchObject({
			state: 'withheld',
			reviewer: 'Dr Osei',
			comments: [{ text: 'Good' }],
			keep: WORDS.keep
		});
		expect(withheld).not.toHaveProperty('ratings');
		expect(withheld).not.toHaveProperty('total');
		expect(await listSelfReviews(store.db, owner, session.id)).toMatchObject([
			{ rubric: { id: GENERAL_RUBRIC }, ratings: [], submittedAt: null, isAwaited: true }
		]);
		await rateMyself();
		expect(await received()).toMatchObject({ state: 'withheld' });
		await submitSelfReview(store.db, owner, of(), NOW);
		expect(await received()).toMatchObject({
			state: 'submitted',
			...WORDS,
			ratings: [{ level: 3 }]
		});
	});

	it('rates every criterion, once and for good', async () => {
		await submit(await ask('Dr Osei'));
		await rateMyself('evidence');
		expect(await faultOf(submitSelfReview(store.db, owner, of(), NOW))).toBe(
			'bad-input ratings.evidence'
		);
		await rateSelf(store.db, owner, of(), 'evidence', { level: 1 });
		await submitSelfReview(store.db, owner, of(), NOW);
		expect(await faultOf(rateSelf(store.db, owner, of(), 'evidence', { level: 5 }))).toBe(
			'conflict'
		);
		expect(await faultOf(submitSelfReview(store.db, owner, of(), NOW))).toBe('conflict');
		const [self] = await listSelfReviews(store.db, owner, session.id);
		expect(self).toMatchObject({ submittedAt: NOW, isAwaited: false, total: { rated: 5, of: 5 } });
	});

	it('is the only one who can, by their own takes and a rubric that is there', async () => {
		const stranger = await store.owner();
		const theirs = await recordedSession(store.db, stranger);
		const takeId = theirs.answers[0]!.takes[0]!.id;
		const { db } = store;
		expect(await faultOf(rateSelf(db, stranger, of(), 'structure', { level: 3 }))).toBe(
			'not-found'
		);
		expect(
			await faultOf(rateSelf(db, owner, of(), 'structure', { level: 3, takeId, atMs: 0 }))
		).toBe('not-found');
		expect(
			await faultOf(rateSelf(db, owner, { ...of(), rubricId: 'none' }, 'a', { level: 3 }))
		).toBe('not-found');
		expect(await faultOf(rateSelf(db, owner, of(), 'accent', { level: 3 }))).toBe('not-found');
		expect(await faultOf(listSelfReviews(db, stranger, session.id))).toBe('not-found');
		expect(await faultOf(readAgreement(db, stranger, session.id))).toBe('not-found');
	});

	it('need not rate themselves for a review without ratings', async () => {
		const osei = await ask('Dr Osei');
		await saveWords(store.db, osei, WORDS);
		await submitReview(store.db, osei, NOW);
		expect(await received()).toMatchObject({ state: 'submitted', ...WORDS });
	});

	it('learns nothing of the ratings from agreement before they have rated themselves', async () => {
		await submit(await ask('Dr Osei'));
		await submit(await ask('Amara'));
		expect(await readAgreement(store.db, owner, session.id)).toMatchObject({
			pairs: 0,
			exact: null
		});
		expect(await readAgreementOfAll(store.db, owner)).toMatchObject({ pairs: 0 });
	});

	it('waits for no draft of somebody whose access was withdrawn, which is kept all the same', async () => {
		const osei = await ask('Dr Osei');
		await saveWords(store.db, osei, { keep: 'Half a sen' });
		await revokeGrant(store.db, owner, osei.id, NOW);
		expect(await listReviews(store.db, owner, session.id)).toEqual([]);
		expect(await readReview(store.db, osei)).toMatchObject({ keep: 'Half a sen' });
	});

	it('keeps what was handed over while its reviewer changes it, and when access ends in between', async () => {
		const osei = await ask('Dr Osei');
		const takeId = session.answers[0]!.takes[0]!.id;
		const id = await addComment(store.db, osei, { takeId, atMs: 900, text: 'Good' });
		await saveWords(store.db, osei, WORDS);
		await submitReview(store.db, osei, NOW);
		await reopenReview(store.db, osei);
		await removeComment(store.db, osei, id);
		await saveWords(store.db, osei, { keep: 'Half a sen' });
		await revokeGrant(store.db, owner, osei.id, NOW);
		expect(await received()).toMatchObject({
			state: 'submitted',
			isBeingChanged: true,
			submittedAt: NOW,
			...WORDS,
			comments: [{ id, text: 'Good' }]
		});
		expect((await reviewsForExport(store.db, owner, session.id))[0]).toMatchObject({
			...WORDS,
			comments: [{ text: 'Good' }]
		});
	});
});

describe('agreement over all sessions', () => {
	const shareWith = async (names: string[]) => {
		session = await recordedSession(store.db, owner);
		const answerIds = [session.answers[0]!.id];
		for (const name of names) {
			await submit(await invite(store.db, owner, session.id, name, { answerIds }));
		}
		await rateMyself();
		await submitSelfReview(store.db, owner, of(), NOW);
	};

	it('knows a reviewer again by their name, and by no name that two had', async () => {
		await shareWith(['Dr Osei', 'Amara']);
		await shareWith(['Dr Osei', 'Amara ']);
		expect(await readAgreementOfAll(store.db, owner)).toMatchObject({
			raters: 2,
			targets: 2,
			pairs: 2,
			names: { structure: 'Clear structure' }
		});
		await shareWith(['Mentor', 'mentor']);
		expect(await readAgreementOfAll(store.db, owner)).toMatchObject({
			raters: 4,
			targets: 3,
			pairs: 3
		});
	});
});

describe('the rubric', () => {
	const rubricId = 'behavioural-star-l';

	it('is the one that the applicant chose, with every kind of rating', async () => {
		const grant = await invite(store.db, owner, session.id, 'Dr Osei', { rubricId });
		const takeId = session.answers[0]!.takes[0]!.id;
		const ticked = [{ item: 'situation', takeId, atMs: 900 }, { item: 'result' }];
		await rate(store.db, grant, 'star-l', { ticked });
		await rate(store.db, grant, 'star-l', { ticked: ticked.slice(0, 1) });
		const review = await readReview(store.db, grant);
		expect(review?.rubric.id).toBe(rubricId);
		expect(review?.ratings).toMatchObject([
			{ criterion: 'star-l', level: null, ticked: [{ item: 'situation', takeId, atMs: 900 }] }
		]);
		expect(await faultOf(rate(store.db, grant, 'star-l', { level: 3 }))).toBe('bad-input level');
		const elsewhere = session.answers[2]!.id;
		const foreign = [{ item: 'result', takeId: elsewhere, atMs: 0 }];
		expect(await faultOf(rate(store.db, grant, 'star-l', { ticked: foreign }))).toBe('not-found');
	});

	it('keeps its words when the applicant’s own one is changed or deleted', async () => {
		const { id: _id, version: _version, ...words } = await readRubric(GENERAL_RUBRIC);
		const own = await addOwnRubric(store.db, owner, { ...words, title: 'Mine' });
		const [begun, asked] = [
			await invite(store.db, owner, session.id, 'Begun', { rubricId: own }),
			await invite(store.db, owner, session.id, 'Asked', { rubricId: own })
		];
		await rate(store.db, begun, 'structure', { level: 3 });
		await writeOwnRubric(store.db, owner, own, 1, { ...words, title: 'Mine, changed' });
		await deleteOwnRubric(store.db, owner, own, NOW);
		await rate(store.db, asked, 'structure', { level: 3 });
		expect((await readReview(store.db, begun))?.rubric).toMatchObject({
			version: 1,
			title: 'Mine'
		});
		expect((await readReview(store.db, asked))?.rubric).toMatchObject({ version: 2 });
	});

	it('is the one that their page showed first, not one that was written while they read', async () => {
		const { id: _id, version: _version, ...words } = await readRubric(GENERAL_RUBRIC);
		const own = await addOwnRubric(store.db, owner, { ...words, title: 'Mine' });
		const grant = await invite(store.db, owner, session.id, 'Dr Osei', { rubricId: own });
		expect(await showRubric(store.db, grant, NOW)).toMatchObject({ version: 1, title: 'Mine' });
		await writeOwnRubric(store.db, owner, own, 1, { ...words, title: 'Mine, changed' });
		expect(await showRubric(store.db, grant, NOW)).toMatchObject({ version: 1 });
		expect(await listSelfReviews(store.db, owner, session.id)).toMatchObject([
			{ rubric: { id: own, version: 1 } }
		]);
		await rate(store.db, grant, 'structure', { level: 3 });
		expect((await readReview(store.db, grant))?.rubric).toMatchObject({
			version: 1,
			title: 'Mine'
		});
	});

	it('has to be rated by anew where its words have changed', async () => {
		const { id: _id, version: _version, ...words } = await readRubric(GENERAL_RUBRIC);
		const own = await addOwnRubric(store.db, owner, { ...words, title: 'Mine' });
		const before = await invite(store.db, owner, session.id, 'Before', { rubricId: own });
		const after = await invite(store.db, owner, session.id, 'After', { rubricId: own });
		await submit(before);
		const mine = { sessionId: session.id, rubricId: own };
		const rateBy = async (version: number) => {
			for (const { id } of words.criteria) {
				await rateSelf(store.db, owner, { ...mine, version }, id, { level: 4 });
			}
			await submitSelfReview(store.db, owner, { ...mine, version }, NOW);
		};
		await rateBy(1);
		await writeOwnRubric(store.db, owner, own, 1, { ...words, title: 'Mine, changed' });
		await submit(after);
		const states = async () =>
			(await listReviews(store.db, owner, session.id)).map(({ state }) => state);
		expect(await states()).toEqual(['submitted', 'withheld']);
		expect(await faultOf(rateBy(1))).toBe('conflict');
		await rateBy(2);
		expect(await states()).toEqual(['submitted', 'submitted']);
		expect(await listSelfReviews(store.db, owner, session.id)).toHaveLength(2);
		expect(await faultOf(rateBy(3))).toBe('not-found');
	});

	it('must be there, and theirs', async () => {
		const { id: _id, version: _version, ...words } = await readRubric(GENERAL_RUBRIC);
		const theirs = await addOwnRubric(store.db, await store.owner(), { ...words, title: 'Mine' });
		for (const wrong of ['none', theirs]) {
			const made = invite(store.db, owner, session.id, 'X', { rubricId: wrong });
			expect(await faultOf(made)).toBe('bad-input rubricId');
		}
	});
});
