import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { invite, NOW, WORDS } from '../../../../tests/fixtures/invited.ts';
import { recordedSession, TAKE_MS } from '../../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../../account/owner.ts';
import { Fault } from '../../platform/errors.ts';
import { checkInput } from '../../platform/input.ts';
import type { Session } from '../../practice/session.ts';
import type { Grant } from '../../sharing/grant.ts';
import { saveWords, submitReview } from '../commands.server.ts';
import { DEFAULT_MARKERS, MarkerSetSchema, NewMarkerSchema, type MarkerKind } from '../marker.ts';
import { readReview, reviewsForExport } from '../queries.server.ts';
import {
	addMarker,
	adoptMarkerSet,
	moveMarker,
	removeMarker,
	resetMarkerSet,
	writeMarkerSet
} from './commands.server.ts';
import { listMarkerKinds, listMarkerKindsFor } from './queries.server.ts';

let store: TestDatabase;
let owner: OwnerId;
let session: Session;
let grant: Grant;
let takeId: string;

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
});

const OWN: MarkerKind[] = [{ id: 'filler', word: 'Um', colour: 'stop', shape: 'cross' }];
const marked = async () => (await readReview(store.db, grant))?.markers;
const faultOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => {
			if (!(caught instanceof Fault)) throw caught;
			return caught.field ? `${caught.code} ${caught.field}` : caught.code;
		}
	);

describe('a marker', () => {
	it('is set with one word, moved, and removed', async () => {
		const { id, kind } = await addMarker(store.db, grant, { takeId, atMs: 900, kind: 'filler' });
		expect(kind).toEqual(DEFAULT_MARKERS[1]);
		await moveMarker(store.db, grant, id, 1200);
		expect(await marked()).toEqual([{ id, takeId, atMs: 1200, kind }]);
		await removeMarker(store.db, grant, id);
		expect(await marked()).toEqual([]);
	});

	it('keeps word, colour and shape when the set is changed, also when it is moved then', async () => {
		const { id, kind } = await addMarker(store.db, grant, { takeId, atMs: 900, kind: 'filler' });
		await writeMarkerSet(store.db, owner, OWN, NOW);
		await addMarker(store.db, grant, { id, takeId, atMs: 950, kind: 'filler' });
		const later = await addMarker(store.db, grant, { takeId, atMs: 2000, kind: 'filler' });
		expect(await marked()).toEqual([{ id, takeId, atMs: 950, kind }, later]);
		expect(later.kind).toEqual(OWN[0]);
	});

	it('is of the grant’s takes, within them, and of a kind that is offered', async () => {
		const { db } = store;
		const other = session.answers[1]!.takes[0]!.id;
		const at = (more: object) => ({ takeId, atMs: 900, kind: 'filler', ...more });
		expect(await faultOf(addMarker(db, grant, at({ takeId: other })))).toBe('not-found');
		expect(await faultOf(addMarker(db, grant, at({ atMs: TAKE_MS + 5000 })))).toBe(
			'bad-input atMs'
		);
		expect(await faultOf(addMarker(db, grant, at({ kind: 'handsome' })))).toBe('bad-input kind');
		const { id } = await addMarker(db, grant, at({}));
		expect(await faultOf(moveMarker(db, grant, id, TAKE_MS + 5000))).toBe('bad-input atMs');
		expect(await marked()).toMatchObject([{ atMs: 900 }]);
	});

	it('of another review cannot be touched, and none once it is submitted', async () => {
		const { db } = store;
		const peer = await invite(db, owner, session.id, 'Amara');
		const { id } = await addMarker(db, grant, { takeId, atMs: 900, kind: 'filler' });
		expect(await faultOf(removeMarker(db, peer, id))).toBe('not-found');
		expect(await faultOf(moveMarker(db, peer, id, 1))).toBe('not-found');
		expect(await faultOf(addMarker(db, peer, { id, takeId, atMs: 1, kind: 'filler' }))).toBe(
			'conflict'
		);
		expect(await faultOf(removeMarker(db, grant, randomUUID()))).toBe('not-found');
		await saveWords(db, grant, WORDS);
		await submitReview(db, grant, NOW);
		expect(await faultOf(removeMarker(db, grant, id))).toBe('review-submitted');
		expect(await marked()).toHaveLength(1);
	});

	it('stands in the export among the comments, by its word', async () => {
		await addMarker(store.db, grant, { takeId, atMs: 900, kind: 'img-strength' });
		await saveWords(store.db, grant, WORDS);
		await submitReview(store.db, grant, NOW);
		expect((await reviewsForExport(store.db, owner, session.id))[0]?.comments).toMatchObject([
			{ takeId, atMs: 900, endMs: null, text: '', marker: 'IMG strength', resolved: false }
		]);
	});
});

describe('an owner’s set', () => {
	it('is what their reviewers are offered, until it is taken back', async () => {
		expect(await listMarkerKindsFor(store.db, grant)).toEqual(DEFAULT_MARKERS);
		await writeMarkerSet(store.db, owner, OWN, NOW);
		expect(await listMarkerKindsFor(store.db, grant)).toEqual(OWN);
		expect(await listMarkerKinds(store.db, await store.owner())).toEqual(DEFAULT_MARKERS);
		await resetMarkerSet(store.db, owner);
		expect(await listMarkerKinds(store.db, owner)).toEqual(DEFAULT_MARKERS);
	});

	it('moves to the account that a guest signs up with, beside none that is there', async () => {
		const account = await store.owner();
		await writeMarkerSet(store.db, owner, OWN, NOW);
		await adoptMarkerSet(store.db, owner, account);
		expect(await listMarkerKinds(store.db, account)).toEqual(OWN);
	});

	it.each([
		[[], 'kinds'],
		[[{ ...OWN[0], word: ' ' }], 'kinds.0.word'],
		[[{ ...OWN[0], colour: 'red' }], 'kinds.0.colour'],
		[[{ ...OWN[0], shape: 'heart' }], 'kinds.0.shape'],
		[[{ ...OWN[0], sound: 'ping' }], 'kinds.0.sound'],
		[[OWN[0], OWN[0]], 'kinds'],
		[[OWN[0], { ...OWN[0], id: 'b', word: 'UM' }], 'kinds'],
		[[OWN[0], { ...OWN[0], id: 'b', word: 'Other' }], 'kinds']
	])('refuses a set, case %#', (kinds, field) => {
		expect(() => checkInput(MarkerSetSchema, { kinds })).toThrow(
			expect.objectContaining({ field })
		);
	});

	it('refuses a marker with anything but a place and a kind', () => {
		const given = { takeId, atMs: 1, kind: 'filler', word: 'Filler' };
		expect(() => checkInput(NewMarkerSchema, given)).toThrow(
			expect.objectContaining({ field: 'word' })
		);
	});
});
