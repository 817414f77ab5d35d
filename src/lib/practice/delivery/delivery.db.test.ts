import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../../../tests/database.ts';
import { measuredPacing } from '../../../../tests/fixtures/measured.ts';
import { recordedSession, TAKE_MS } from '../../../../tests/fixtures/recorded-session.ts';
import type { OwnerId } from '../../account/owner.ts';
import { GAZE_VERSION, type GazeReport } from '../../gaze/report.ts';
import { packTrack, type GazeSample } from '../../gaze/track.ts';
import { Fault } from '../../platform/errors.ts';
import { checkInput } from '../../platform/input.ts';
import { createGrant } from '../../sharing/commands.server.ts';
import { NOBODY } from '../../sharing/grant.ts';
import { openGrant } from '../../sharing/queries.server.ts';
import { deleteTake } from '../commands.server.ts';
import { take } from '../schema.server.ts';
import { createTakeLedger } from '../take/commands.server.ts';
import type { Granted } from '../granted.ts';
import { readGrantedTake } from '../queries.server.ts';
import { exportSession } from '../export.ts';
import type { Session } from '../session.ts';
import {
	clearStar,
	deleteTranscript,
	keepDelivery,
	tickStar,
	writeTranscript
} from './commands.server.ts';
import { MeasuredSchema, NOTHING_MEASURED } from './measured.ts';
import {
	listEarlierTakes,
	listGrantedMeasures,
	listMeasures,
	readMeasures
} from './queries.server.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const WORDS = { source: 'typed', text: 'I came here.', segments: null } as const;

/** Half of the take at the lens, then at the screen. */
const SAMPLES: GazeSample[] = Array.from({ length: TAKE_MS / 100 }, (_, at) => {
	const state = at < TAKE_MS / 200 ? 'lens' : 'screen';
	return { atMs: at * 100, state, xDeg: 0, yDeg: state === 'lens' ? 0 : -11 };
});
const TRACK = packTrack(SAMPLES);
/** One moment with a face, so late that `packTrack` would refuse it: hundredths of a second, seven bits a byte. */
const packedAt = (atMs: number): string => {
	const tick = Math.round(atMs / 10);
	const bytes = [
		1,
		4 << 5,
		(tick & 127) | 128,
		((tick >> 7) & 127) | 128,
		((tick >> 14) & 127) | 128
	];
	return btoa(String.fromCharCode(...bytes, tick >> 21));
};
/** What a device that is not honest would say of it. */
const GAZE: GazeReport = {
	version: GAZE_VERSION,
	calibration: 'lens+screen',
	lensShare: 1,
	lensShareSpeaking: 1,
	margin: 0,
	usableShare: 1,
	longestAwayMs: 0,
	looksAway: 0
};
const PACING = measuredPacing({ durationMs: TAKE_MS, speech: [[1000, 20_000]] });

let store: TestDatabase;
let owner: OwnerId;
let stranger: OwnerId;
let session: Session;
let granted: Granted;
/** In the grant, and beside it. */
let takeId: string;
let otherTakeId: string;

beforeAll(async () => {
	store = await database();
});
afterAll(() => store.close());
beforeEach(async () => {
	owner = await store.owner();
	stranger = await store.owner('Ben');
	session = await recordedSession(store.db, owner);
	takeId = session.answers[0]!.takes[0]!.id;
	otherTakeId = session.answers[1]!.takes[0]!.id;
	const wanted = { reviewerName: 'R', expiresInDays: 14, answerIds: [session.answers[0]!.id] };
	const { token } = await createGrant(store.db, owner, session.id, wanted, NOW);
	granted = await openGrant(store.db, token, NOBODY, NOW);
});

const keep = (given: object, of = takeId, who = owner) =>
	keepDelivery(store.db, who, of, { ...NOTHING_MEASURED, ...given });
const kept = async () => (await listMeasures(store.db, owner, session.id)).get(takeId);
const faultOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(caught: unknown) => {
			if (!(caught instanceof Fault)) throw caught;
			return caught.field ? `${caught.code} ${caught.field}` : caught.code;
		}
	);

describe('what was measured of a take', () => {
	it('has the numbers of its track, whatever the device says they are', async () => {
		await keep({ gaze: GAZE, gazeTrack: TRACK });
		const first = await kept();
		expect(first?.gaze?.lensShare).toBeCloseTo(0.5, 1);
		expect(first?.gaze?.lensShareSpeaking).toBeNull();
		expect(first?.gaze?.longestAwayMs).toBeGreaterThan(29_000);
		await keep({ pacing: PACING });
		// the person spoke in the first 20 s only, with the eyes on the lens
		expect((await kept())?.gaze?.lensShareSpeaking).toBe(1);
		expect((await kept())?.pacing).toEqual(PACING);
	});

	it('is the same when it is sent twice, and replaced part by part by a later one', async () => {
		await keep({ gaze: GAZE, gazeTrack: TRACK, pacing: PACING });
		const { measuredAt: _first, ...once } = (await kept())!;
		await keep({ gaze: GAZE, gazeTrack: TRACK, pacing: PACING });
		const { measuredAt: _second, ...twice } = (await kept())!;
		expect(twice).toEqual(once);
		await keep({ pacing: measuredPacing({ durationMs: TAKE_MS, speech: [[2000, 9000]] }) });
		expect(await kept()).toMatchObject({
			gazeTrack: TRACK,
			pacing: { timeToFirstWordMs: 2000 }
		});
		const none = { ...GAZE, lensShare: null, lensShareSpeaking: null, margin: null };
		await keep({
			gaze: { ...none, longestAwayMs: null, looksAway: null, notMeasurable: 'No model.' }
		});
		expect((await kept())?.gazeTrack).toBe(TRACK);
	});

	it('is cut to the recording, however much later the eyes were let go of', async () => {
		await keep({ gaze: GAZE, gazeTrack: TRACK });
		const inTime = await kept();
		const after = Array.from({ length: 80 }, (_, at) => ({
			...SAMPLES.at(-1)!,
			state: 'lens' as const,
			atMs: TAKE_MS + at * 100
		}));
		await keep({ gaze: GAZE, gazeTrack: packTrack([...SAMPLES, ...after]) });
		expect(await kept()).toMatchObject({ gaze: inTime?.gaze, gazeTrack: TRACK });
	});

	it('keeps no point of the face, though older pages send one', async () => {
		const framing = { faceHeight: 0.39, headroom: 0.15, verdict: 'good' };
		await keep(checkInput(MeasuredSchema, { framing: { ...framing, centre: [0.5, 0.45] } }));
		expect((await kept())?.framing).toEqual(framing);
		await keep(checkInput(MeasuredSchema, { framing }));
		expect((await kept())?.framing).toEqual(framing);
	});

	it('is counted again when the length of the recording becomes known', async () => {
		const arriving = { state: 'received', durationMs: null } as const;
		await store.db.update(take).set(arriving).where(eq(take.id, takeId));
		// the engine broke after 10 s, and nothing says how long the answer went on
		await keep({ gaze: GAZE, gazeTrack: packTrack(SAMPLES.slice(0, 100)) });
		expect((await kept())?.gaze).toMatchObject({ lensShare: 1, usableShare: 1 });
		await createTakeLedger(store.db, 1e9).markReady(takeId, {
			mediaKey: 'a.webm',
			mimeType: 'video/webm',
			durationMs: TAKE_MS,
			bytes: 1000,
			sha256: '0'.repeat(64)
		});
		expect((await kept())?.gaze).toMatchObject({ lensShare: null, usableShare: 0.167 });
		expect((await kept())?.gaze?.notMeasurable).toMatch(/not be analysed for 83 %/);
	});

	it('survives two measurements that arrive at once', async () => {
		await Promise.all([keep({ gaze: GAZE, gazeTrack: TRACK }), keep({ pacing: PACING })]);
		expect(await kept()).toMatchObject({ gazeTrack: TRACK, pacing: PACING });
	});

	it.each([
		['a track that is none', { gaze: GAZE, gazeTrack: 'AAAA' }, 'bad-input gazeTrack'],
		['a track that is no text of ours', { gaze: GAZE, gazeTrack: '%%%' }, 'bad-input gazeTrack'],
		['a track without its report', { gazeTrack: TRACK }, 'bad-input gaze'],
		['numbers without a track', { gaze: GAZE }, 'bad-input gazeTrack'],
		[
			'a version of the future',
			{ gaze: { ...GAZE, version: GAZE_VERSION + 1 }, gazeTrack: TRACK },
			'bad-input gaze.version'
		],
		[
			'a track longer than any recording',
			{ gaze: GAZE, gazeTrack: packedAt(6.5 * 3600 * 1000) },
			'bad-input gazeTrack'
		],
		[
			'speech after the end of the recording',
			{ pacing: measuredPacing({ durationMs: TAKE_MS * 2, speech: [[0, 1000]] }) },
			'bad-input pacing'
		]
	])('refuses %s and stores nothing', async (_, given, fault) => {
		expect(await faultOf(keep(given))).toBe(fault);
		expect((await kept())?.gaze ?? null).toBeNull();
		expect((await kept())?.pacing ?? null).toBeNull();
	});

	it.each([
		['a field of nobody', { score: 97 }, 'bad-input score'],
		['a report that is text', { gaze: 'good' }, 'bad-input gaze'],
		['a share over one', { gaze: { ...GAZE, lensShare: 1.2 } }, 'bad-input gaze.lensShare'],
		['a field of nobody inside', { gaze: { ...GAZE, mood: 'sad' } }, 'bad-input gaze.mood'],
		['a track too long', { gazeTrack: 'A'.repeat(180_001) }, 'bad-input gazeTrack'],
		['a list', [], 'bad-input body']
	])('refuses %s before anything is read', async (_, given, fault) => {
		expect(await faultOf((async () => checkInput(MeasuredSchema, given))())).toBe(fault);
	});
});

it('says in the export why eye contact while speaking is not known', async () => {
	await keep({ gaze: GAZE, gazeTrack: TRACK });
	const measures = await listMeasures(store.db, owner, session.id);
	const exported = exportSession(session, measures, []) as {
		session: { answers: { takes: { id: string; delivery: object }[] }[] };
	};
	const takes = exported.session.answers.flatMap((answer) => answer.takes);
	const why = expect.stringMatching(/\w+ \w+/);
	expect(takes.find((take) => take.id === takeId)?.delivery).toMatchObject({
		gaze: { lensShareSpeaking: null, notMeasurable: why, speakingNotMeasurable: why }
	});
});

describe('who may', () => {
	it('write: the owner only, and only of a take that is there', async () => {
		const written = { gaze: GAZE, gazeTrack: TRACK };
		for (const attempt of [
			() => keep(written, takeId, stranger),
			() => keep(written, randomUUID()),
			() => keep(written, "'; drop table delivery; --"),
			() => writeTranscript(store.db, stranger, takeId, WORDS),
			() => deleteTranscript(store.db, stranger, takeId),
			() => tickStar(store.db, stranger, takeId, { part: 'task', atMs: 0 }),
			() => clearStar(store.db, stranger, takeId, 'task')
		]) {
			expect(await faultOf(attempt())).toBe('not-found');
		}
		expect(await kept()).toMatchObject({ gaze: null, transcript: null, stars: [] });
	});

	it('read: the owner everything, a reviewer what was granted, a stranger nothing', async () => {
		await keep({ pacing: PACING });
		await keep({ pacing: PACING }, otherTakeId);
		await writeTranscript(store.db, owner, takeId, WORDS);
		expect((await listMeasures(store.db, owner, session.id)).size).toBe(2);
		expect((await listMeasures(store.db, stranger, session.id)).size).toBe(0);
		expect((await listMeasures(store.db, owner, 'no-uuid')).size).toBe(0);
		expect([...(await listGrantedMeasures(store.db, granted)).keys()]).toEqual([takeId]);
		const seen = await readGrantedTake(store.db, granted, takeId);
		expect(await readMeasures(store.db, seen)).toMatchObject({ transcript: WORDS });
		expect(await faultOf(readGrantedTake(store.db, granted, otherTakeId))).toBe('not-found');
		expect(await listEarlierTakes(store.db, stranger, session.id)).toEqual([]);
	});
});

describe('words and ticks', () => {
	it('are replaced, taken back, and go with the take', async () => {
		await writeTranscript(store.db, owner, takeId, { ...WORDS, text: 'First.' });
		await writeTranscript(store.db, owner, takeId, WORDS);
		await tickStar(store.db, owner, takeId, { part: 'task', atMs: 5000 });
		await tickStar(store.db, owner, takeId, { part: 'situation', atMs: 1000 });
		await tickStar(store.db, owner, takeId, { part: 'task', atMs: 4000 });
		expect(await kept()).toMatchObject({
			transcript: WORDS,
			stars: [
				{ part: 'situation', atMs: 1000 },
				{ part: 'task', atMs: 4000 }
			]
		});
		await clearStar(store.db, owner, takeId, 'task');
		await clearStar(store.db, owner, takeId, 'task');
		await deleteTranscript(store.db, owner, takeId);
		await deleteTranscript(store.db, owner, takeId);
		expect(await kept()).toMatchObject({ transcript: null, stars: [{ part: 'situation' }] });
		await keep({ pacing: PACING });
		await deleteTake(store.db, owner, takeId, async () => undefined);
		expect(await kept()).toBeUndefined();
	});

	it('refuse words behind the end', async () => {
		const at = (endMs: number) => ({ ...WORDS, segments: [{ startMs: 0, endMs, text: 'I.' }] });
		const late = writeTranscript(store.db, owner, takeId, at(TAKE_MS + 1001));
		expect(await faultOf(late)).toBe('bad-input text');
		expect((await kept())?.transcript ?? null).toBeNull();
		await writeTranscript(store.db, owner, takeId, at(TAKE_MS + 1000));
		expect((await kept())?.transcript?.segments).toHaveLength(1);
	});

	it('refuse a tick behind the end', async () => {
		const late = tickStar(store.db, owner, takeId, { part: 'task', atMs: TAKE_MS + 1001 });
		expect(await faultOf(late)).toBe('bad-input atMs');
	});
});

describe('the takes that a take is compared with', () => {
	/** Long before the takes of the other tests. */
	const at = (minute: number) => new Date(Date.UTC(2020, 0, 1) + minute * 60_000);

	/** Another session of `who`, whose takes were recorded in this minute; gives its take of question 0. */
	async function recordedAt(
		minute: number,
		who = owner
	): Promise<{ id: string; sessionId: string }> {
		const made = await recordedSession(store.db, who);
		for (const [index, { takes }] of made.answers.entries()) {
			for (const { id } of takes) {
				const recordedAt = new Date(at(minute).getTime() + index);
				await store.db.update(take).set({ recordedAt }).where(eq(take.id, id));
			}
		}
		return { id: made.answers[0]!.takes[0]!.id, sessionId: made.id };
	}
	const besides = async (sessionId: string, of: string, who = owner) =>
		(await listEarlierTakes(store.db, who, sessionId)).filter(({ besideId }) => besideId === of);

	it('are the three before it of the same question, newest first, with what was measured', async () => {
		const made: { id: string; sessionId: string }[] = [];
		for (const minute of [1, 2, 3, 4, 5, 6]) made.push(await recordedAt(minute));
		await recordedAt(4.5, stranger);
		await keep({ pacing: PACING }, made[2]!.id);
		const found = await besides(made[4]!.sessionId, made[4]!.id);
		expect(found.map(({ takeId }) => takeId)).toEqual([3, 2, 1].map((index) => made[index]!.id));
		expect(found[1]).toMatchObject({
			sessionId: made[2]!.sessionId,
			recordedAt: at(3),
			durationMs: TAKE_MS,
			pacing: PACING
		});
		expect(await besides(made[0]!.sessionId, made[0]!.id)).toEqual([]);
		expect(await listEarlierTakes(store.db, owner, 'no-uuid')).toEqual([]);
	});

	it('are there for an old session too, however many takes came after it', async () => {
		const first = await recordedAt(1);
		const second = await recordedAt(2);
		const { answers } = await recordedSession(store.db, owner);
		const later = Array.from({ length: 250 }, (_, index) => ({
			id: randomUUID(),
			answerId: answers[0]!.id,
			state: 'ready' as const,
			mimeType: 'video/webm',
			recordedAt: at(10 + index),
			mediaKey: `${index}.webm`,
			durationMs: TAKE_MS,
			bytes: 1000,
			sha256: '0'.repeat(64)
		}));
		await store.db.insert(take).values(later);
		const found = await besides(second.sessionId, second.id);
		expect(found.map(({ takeId }) => takeId)).toEqual([first.id]);
	});

	it('are playable ones only', async () => {
		const first = await recordedAt(1);
		const second = await recordedAt(2);
		const lost = { state: 'received', mediaKey: null, durationMs: null } as const;
		await store.db.update(take).set(lost).where(eq(take.id, first.id));
		expect(await besides(second.sessionId, second.id)).toEqual([]);
	});
});
