/** The ledger of arriving takes, kept in the database for the receiver of uploads. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import type { AnnouncedTake, Standing, TakeLedger } from '../../upload/ledger.ts';
import { recountGaze } from '../delivery/commands.server.ts';
import { isUuid } from '../queries.server.ts';
import { answer, deletedTake, session, take } from '../schema.server.ts';
import { isDeleted } from './queries.server.ts';

/** `quotaBytes`: what one person's recordings may take up together. */
export function createTakeLedger(db: Database, quotaBytes: number): TakeLedger {
	return {
		announce: (owner, given) => announce(db, owner, given),
		standing: (owner, takeId) => standing(db, owner, takeId, quotaBytes),
		isDeleted: (owner, takeId) => isDeleted(db, owner, takeId),
		withdraw: async (takeId) => {
			await db.delete(take).where(and(eq(take.id, takeId), eq(take.state, 'arriving')));
		},
		known: (takeIds) => known(db, takeIds),
		noteUploaded: (uploads) => noteUploaded(db, uploads),
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
	if (!isUuid(takeId)) throw new Fault('not-found');
	const own = db
		.select({ id: answer.id })
		.from(answer)
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(eq(session.ownerId, owner));
	const noted = await db
		.update(take)
		.set({ posterKey })
		.where(and(eq(take.id, takeId), inArray(take.answerId, own)))
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
): Promise<{ isArriving: boolean }> {
	const [own] = await db
		.select({ id: answer.id, finishedAt: session.finishedAt, retakeAt: answer.retakeAt })
		.from(answer)
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(and(eq(answer.id, given.answerId), eq(session.ownerId, owner)));
	if (!own) throw new Fault((await isGone(db, given)) ? 'deleted' : 'not-allowed');
	const isLate = own.finishedAt !== null && given.recordedAt > own.finishedAt && !isClockWrong;
	const isAllowed = !isLate || isRetake(own.retakeAt, given.recordedAt);
	return db.transaction(async (tx) => {
		const added = await tx.insert(take).values(given).onConflictDoNothing().returning(idOnly);
		const isNew = added.length > 0;
		// asked only now: the insert has waited for a deletion that was under way
		if (await wasDeleted(tx, given)) throw new Fault('deleted');
		if (isNew && !isAllowed) throw new Fault('not-allowed', { message: FINISHED });
		const known = isNew ? ARRIVING : await findAnnounced(tx, given);
		if (!known) throw new Fault('not-allowed');
		return { isArriving: known.state === ARRIVING.state };
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

const ARRIVING = { state: 'arriving' } as const;

/** The take when it is announced already, for the same answer. */
async function findAnnounced(db: Database, { id, answerId }: AnnouncedTake) {
	const [kept] = await db
		.select({ state: take.state })
		.from(take)
		.where(and(eq(take.id, id), eq(take.answerId, answerId)));
	return kept;
}

/** One question for all that a piece of an upload must be proven against: it is asked for every piece. */
async function standing(
	db: Database,
	owner: OwnerId,
	takeId: string,
	quotaBytes: number
): Promise<Standing> {
	const isThis = isUuid(takeId) ? sql`${take.id} = ${takeId}` : sql`false`;
	const isArriving = sql`${take.state} = 'arriving'`;
	const [row] = await db
		.select({
			state: sql<string | null>`max(${take.state}) filter (where ${isThis})`,
			uploadedBytes: sql`max(${take.uploadedBytes}) filter (where ${isThis})`.mapWith(Number),
			othersBytes:
				sql`sum(coalesce(${take.bytes}, ${take.uploadedBytes})) filter (where not ${isThis} and not ${isArriving})`.mapWith(
					Number
				),
			othersArriving: sql<
				string | null
			>`string_agg(${take.id}::text, ',') filter (where not ${isThis} and ${isArriving})`
		})
		.from(take)
		.innerJoin(answer, eq(take.answerId, answer.id))
		.innerJoin(session, eq(answer.sessionId, session.id))
		.where(eq(session.ownerId, owner));
	const { state = null, uploadedBytes = 0, othersBytes = 0, othersArriving = null } = row ?? {};
	return {
		take: state === null ? null : { isArriving: state === ARRIVING.state, uploadedBytes },
		roomBytes: quotaBytes - othersBytes,
		othersArriving: othersArriving?.split(',') ?? []
	};
}

async function noteUploaded(
	db: Database,
	uploads: readonly { id: string; bytes: number }[]
): Promise<void> {
	if (uploads.length === 0) return;
	const rows = uploads.map(({ id, bytes }) => sql`(${id}::uuid, ${bytes}::bigint)`);
	const noted = sql`(values ${sql.join(rows, sql`, `)}) as noted (id, bytes)`;
	await db
		.update(take)
		.set({ uploadedBytes: sql`greatest(${take.uploadedBytes}, noted.bytes)` })
		.from(noted)
		// once all has arrived its file grows by an index, which no device sent
		.where(and(sql`${take.id} = noted.id`, eq(take.state, ARRIVING.state)));
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
