/** The ledger of arriving takes, kept in the database for the receiver of uploads. */
import { and, eq, inArray, ne, sql, sum } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import type { AnnouncedTake, TakeLedger } from '../../upload/ledger.ts';
import { recountGaze } from '../delivery/commands.server.ts';
import { isUuid } from '../queries.server.ts';
import { answer, deletedTake, session, take } from '../schema.server.ts';
import { isDeleted } from './queries.server.ts';

/** `quotaBytes`: what one person's recordings may take up together. */
export function createTakeLedger(db: Database, quotaBytes: number): TakeLedger {
	return {
		announce: (owner, given) => announce(db, owner, given),
		find: (owner, takeId) => find(db, owner, takeId),
		isDeleted: (owner, takeId) => isDeleted(db, owner, takeId),
		withdraw: async (takeId) => {
			await db.delete(take).where(and(eq(take.id, takeId), eq(take.state, 'arriving')));
		},
		known: (takeIds) => known(db, takeIds),
		roomFor: async (owner, takeId) => quotaBytes - (await bytesOfOthers(db, owner, takeId)),
		noteUploaded: async (takeId, bytes) => {
			await db
				.update(take)
				.set({ uploadedBytes: sql`greatest(${take.uploadedBytes}, ${bytes})` })
				.where(eq(take.id, takeId));
		},
		markReceived: async (takeId, bytes) => {
			await db
				.update(take)
				.set({ state: 'received', uploadedBytes: bytes })
				.where(and(eq(take.id, takeId), eq(take.state, 'arriving')));
		},
		listArriving: () =>
			db
				.select({ id: take.id, createdAt: take.createdAt, uploadedBytes: take.uploadedBytes })
				.from(take)
				.where(eq(take.state, 'arriving')),
		listReceived: () =>
			db
				.select({ id: take.id, attempts: take.attempts })
				.from(take)
				.where(eq(take.state, 'received'))
				.orderBy(take.attempts, take.createdAt),
		countArriving: (owner) => countArriving(db, owner),
		listReady: (takeIds) => listReady(db, takeIds),
		takeBack: async (takeId) => {
			await db
				.update(take)
				.set({ state: 'received' })
				.where(and(eq(take.id, takeId), eq(take.state, 'ready')));
		},
		markReady: (takeId, { missing = null, ...file }) =>
			db.transaction(async (tx) => {
				const rows = await tx
					.update(take)
					.set({ ...file, state: 'ready', failure: missing })
					.where(eq(take.id, takeId))
					.returning({ id: take.id });
				if (rows.length === 0) return false;
				// what the device measured usually comes before the length of the recording is known
				await recountGaze(tx, takeId, file.durationMs);
				return true;
			}),
		markFailed: async (takeId, reason, final) => {
			await db
				.update(take)
				.set({
					attempts: sql`${take.attempts} + 1`,
					failure: reason.slice(0, 500),
					...(final ? { state: 'unplayable' as const } : {})
				})
				.where(eq(take.id, takeId));
		}
	};
}

/** Notes the take's still picture. @throws {Fault} `not-found` when the take is not the owner's or does not exist. */
export async function markPoster(
	db: Database,
	owner: OwnerId,
	takeId: string,
	posterKey: string
): Promise<void> {
	if (!(await find(db, owner, takeId))) throw new Fault('not-found');
	const noted = await db
		.update(take)
		.set({ posterKey })
		.where(eq(take.id, takeId))
		.returning({ id: take.id });
	if (noted.length === 0) throw new Fault('not-found');
}

/**
 * Lets a take that was called unplayable be prepared once more, with all its attempts. For the operator, after what was
 * wrong with the machine is mended. False when there is no such take, or it is not unplayable.
 */
export async function prepareAgain(db: Database, takeId: string): Promise<boolean> {
	if (!isUuid(takeId)) return false;
	const rows = await db
		.update(take)
		.set({ state: 'received', attempts: 0, failure: null })
		.where(and(eq(take.id, takeId), eq(take.state, 'unplayable')))
		.returning({ id: take.id });
	return rows.length === 1;
}

/** Notes what a check of the stored bytes found; `damage` in words, null: nothing. */
export async function markVerified(
	db: Database,
	takeId: string,
	verifiedAt: Date,
	damage: string | null
): Promise<void> {
	await db.update(take).set({ verifiedAt, damage }).where(eq(take.id, takeId));
}

async function announce(
	db: Database,
	owner: OwnerId,
	{ isClockWrong = false, ...given }: AnnouncedTake
): Promise<void> {
	const [own] = await db
		.select({ id: answer.id, finishedAt: session.finishedAt, retakeAt: answer.retakeAt })
		.from(answer)
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(and(eq(answer.id, given.answerId), eq(session.ownerId, owner)));
	if (!own) throw new Fault((await isGone(db, given)) ? 'deleted' : 'not-allowed');
	const isLate = own.finishedAt !== null && given.recordedAt > own.finishedAt && !isClockWrong;
	const isAllowed = !isLate || isRetake(own.retakeAt, given.recordedAt);
	await db.transaction(async (tx) => {
		const added = await tx.insert(take).values(given).onConflictDoNothing().returning(idOnly);
		const isNew = added.length > 0;
		// asked only now: the insert has waited for a deletion that was under way
		if (await wasDeleted(tx, given)) throw new Fault('deleted');
		if (isNew && !isAllowed) throw new Fault('not-allowed', { message: FINISHED });
		if (!isNew && !(await isKnown(tx, given))) throw new Fault('not-allowed');
	});
}

const idOnly = { id: take.id };

/** A retake begins within this time after it was opened, in milliseconds: cameras and people take a while. */
const RETAKE_MS = 3600_000;
/** So far the clocks of the device and of the server may be apart once the device has told its own, in milliseconds. */
const CLOCK_SLACK_MS = 60_000;

function isRetake(openedAt: Date | null, recordedAt: Date): boolean {
	if (openedAt === null) return false;
	const afterMs = recordedAt.getTime() - openedAt.getTime();
	return afterMs >= -CLOCK_SLACK_MS && afterMs <= RETAKE_MS;
}

const FINISHED =
	'This interview was finished before that was recorded. Open the interview again to add a take.';

/** Was this take of this answer deleted? */
async function wasDeleted(db: Database, { id, answerId }: AnnouncedTake): Promise<boolean> {
	const rows = await db
		.select({ id: deletedTake.id })
		.from(deletedTake)
		.where(and(eq(deletedTake.id, id), eq(deletedTake.answerId, answerId)));
	return rows.length > 0;
}

/** The same of an answer that is gone too, whoever asks; of an answer that is somebody else's nothing is told. */
async function isGone(db: Database, given: AnnouncedTake): Promise<boolean> {
	const [kept] = await db
		.select({ id: answer.id })
		.from(answer)
		.where(eq(answer.id, given.answerId));
	return !kept && (await wasDeleted(db, given));
}

/** Is this take announced already, for the same answer? */
async function isKnown(db: Database, { id, answerId }: AnnouncedTake): Promise<boolean> {
	const [kept] = await db.select({ answerId: take.answerId }).from(take).where(eq(take.id, id));
	return kept?.answerId === answerId;
}

async function find(db: Database, owner: OwnerId, takeId: string) {
	if (!isUuid(takeId)) return null;
	const [row] = await db
		.select({ state: take.state, uploadedBytes: take.uploadedBytes })
		.from(take)
		.innerJoin(answer, eq(take.answerId, answer.id))
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(and(eq(take.id, takeId), eq(session.ownerId, owner)));
	return row ? { isArriving: row.state === 'arriving', uploadedBytes: row.uploadedBytes } : null;
}

async function known(db: Database, takeIds: readonly string[]): Promise<ReadonlySet<string>> {
	const possible = takeIds.filter(isUuid);
	if (possible.length === 0) return new Set();
	const rows = await db.select({ id: take.id }).from(take).where(inArray(take.id, possible));
	return new Set(rows.map((row) => row.id));
}

async function listReady(db: Database, takeIds: readonly string[]) {
	const possible = takeIds.filter(isUuid);
	if (possible.length === 0) return [];
	return db
		.select({ id: take.id, mediaKey: take.mediaKey, bytes: take.bytes })
		.from(take)
		.where(and(inArray(take.id, possible), eq(take.state, 'ready')));
}

async function countArriving(db: Database, owner: OwnerId): Promise<number> {
	return db.$count(
		db
			.select({ id: take.id })
			.from(take)
			.innerJoin(answer, eq(take.answerId, answer.id))
			.innerJoin(session, eq(answer.sessionId, session.id))
			.where(and(eq(session.ownerId, owner), eq(take.state, 'arriving')))
			.as('arriving')
	);
}

/** Bytes of the owner's other takes: what is stored, or what has arrived so far. */
async function bytesOfOthers(db: Database, owner: OwnerId, takeId: string): Promise<number> {
	const [row] = await db
		.select({ bytes: sum(sql`coalesce(${take.bytes}, ${take.uploadedBytes})`) })
		.from(take)
		.innerJoin(answer, eq(take.answerId, answer.id))
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(and(eq(session.ownerId, owner), ne(take.id, takeId)));
	return Number(row?.bytes ?? 0);
}
