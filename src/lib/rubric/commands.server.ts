/** Writes of the rubrics that a person copied and changed. Every one proves whose it is; no version is ever changed. */
import { randomUUID } from 'node:crypto';
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { ownRubricIdIs } from './queries.server.ts';
import type { Rubric } from './rubric.ts';
import { isSame } from './same.ts';
import { ownRubric, ownRubricVersion } from './schema.server.ts';

/** Most rubrics of one person, and most versions of one of them. */
export const MOST_RUBRICS = 30;
const MOST_VERSIONS = 500;

/**
 * Keeps a new rubric; its id and version are made here.
 * @throws {Fault} `bad-input` when the person has too many or another one has this name.
 */
export async function addOwnRubric(
	db: Database,
	owner: OwnerId,
	given: Omit<Rubric, 'id' | 'version'>
): Promise<string> {
	const id = randomUUID();
	return db.transaction(async (tx) => {
		await inTurn(tx, owner);
		const held = await tx.$count(ownRubric, isHeldBy(owner));
		if (held >= MOST_RUBRICS) {
			const message = `You can have ${MOST_RUBRICS} rubrics. Delete one first.`;
			throw new Fault('bad-input', { field: 'title', message });
		}
		await refuseTaken(tx, owner, given.title);
		await tx.insert(ownRubric).values({ id, ownerId: owner, title: given.title });
		const rubric = { ...given, id, version: 1 };
		await tx.insert(ownRubricVersion).values({ rubricId: id, version: 1, rubric });
		return id;
	});
}

/**
 * Keeps a rubric's next version; those before it stay, with what was rated by them. Saving the same words makes none.
 * @throws {Fault} `not-found`; `conflict` when it was changed since `from`; `bad-input` when another one has this name.
 */
export async function writeOwnRubric(
	db: Database,
	owner: OwnerId,
	id: string,
	from: number,
	given: Omit<Rubric, 'id' | 'version'>
): Promise<void> {
	await db.transaction(async (tx) => {
		await inTurn(tx, owner);
		const [own] = await tx
			.select({ version: ownRubric.version, rubric: ownRubricVersion.rubric })
			.from(ownRubric)
			.innerJoin(
				ownRubricVersion,
				and(
					eq(ownRubricVersion.rubricId, ownRubric.id),
					eq(ownRubricVersion.version, ownRubric.version)
				)
			)
			.where(rubricIs(owner, id));
		if (!own) throw new Fault('not-found');
		if (own.version !== from) throw new Fault('conflict', { message: CHANGED });
		const rubric = { ...given, id, version: own.version + 1 };
		if (isSame({ ...rubric, version: own.version }, own.rubric)) return;
		if (own.version >= MOST_VERSIONS) throw new Fault('conflict', { message: TOO_OFTEN });
		await refuseTaken(tx, owner, given.title, id);
		const { version, title } = rubric;
		await tx.insert(ownRubricVersion).values({ rubricId: id, version, rubric });
		await tx.update(ownRubric).set({ version, title }).where(rubricIs(owner, id));
	});
}

const CHANGED = 'This rubric was changed in another window. Reload the page and look again.';
const TOO_OFTEN = 'This rubric has been changed very often. Copy it and change the copy.';

/** Deletes a rubric: it cannot be chosen any more; reviews by it stay as they are. @throws {Fault} `not-found`. */
export async function deleteOwnRubric(
	db: Database,
	owner: OwnerId,
	id: string,
	now: Date
): Promise<void> {
	const gone = await db
		.update(ownRubric)
		.set({ deletedAt: now })
		.where(rubricIs(owner, id))
		.returning({ id: ownRubric.id });
	if (gone.length === 0) throw new Fault('not-found');
}

/** Brings a deleted rubric back. @throws {Fault} `not-found`, or `bad-input` when its name was taken meanwhile. */
export async function undeleteOwnRubric(db: Database, owner: OwnerId, id: string): Promise<void> {
	await db.transaction(async (tx) => {
		await inTurn(tx, owner);
		const mine = and(eq(ownRubric.ownerId, owner), ownRubricIdIs(id));
		const [row] = await tx.select().from(ownRubric).where(mine);
		if (!row) throw new Fault('not-found');
		await refuseTaken(tx, owner, row.title, id);
		await tx.update(ownRubric).set({ deletedAt: null }).where(mine);
	});
}

/** Moves a guest's rubrics to the account they sign up or in with. */
export async function adoptOwnRubrics(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	await db.update(ownRubric).set({ ownerId: to }).where(eq(ownRubric.ownerId, from));
}

/** One person's rubrics are written by one at a time. */
async function inTurn(tx: Database, owner: OwnerId): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rubrics ${owner}`}, 0))`);
}

async function refuseTaken(tx: Database, owner: OwnerId, title: string, except?: string) {
	const same = await tx.$count(
		ownRubric,
		and(
			isHeldBy(owner),
			eq(sql`lower(${ownRubric.title})`, title.toLowerCase()),
			except === undefined ? undefined : ne(sql`${ownRubric.id}::text`, except)
		)
	);
	if (same === 0) return;
	const message = `You already have a rubric called "${title}". Choose another name.`;
	throw new Fault('bad-input', { field: 'title', message });
}

const isHeldBy = (owner: OwnerId) => and(eq(ownRubric.ownerId, owner), isNull(ownRubric.deletedAt));

/** The id is compared as text: one that is no UUID is simply not there. */
const rubricIs = (owner: OwnerId, id: string) => and(isHeldBy(owner), ownRubricIdIs(id));
