/** Reads of rubrics: of the bank for everybody, a person's own for them and for whoever they asked to review by it. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { idIs } from '../platform/queries.server.ts';
import type { Rubric, RubricChoice } from './rubric.ts';
import { findBankRubric, GENERAL_RUBRIC, readRubric, readRubrics } from './rubric.server.ts';
import { ownRubric, ownRubricVersion } from './schema.server.ts';

/** The person's own rubrics as they are now, oldest first. */
export async function listOwnRubrics(db: Database, owner: OwnerId): Promise<Rubric[]> {
	const rows = await db
		.select({ rubric: ownRubricVersion.rubric })
		.from(ownRubric)
		.innerJoin(ownRubricVersion, isNewest())
		.where(and(eq(ownRubric.ownerId, owner), isNull(ownRubric.deletedAt)))
		.orderBy(asc(ownRubric.createdAt), asc(ownRubric.id));
	return rows.map((row) => row.rubric);
}

/** What a person can choose from: their own rubrics, then those of the bank. */
export async function listRubricChoices(
	db: Database,
	owner: OwnerId | null
): Promise<RubricChoice[]> {
	const own = owner === null ? [] : await listOwnRubrics(db, owner);
	const bank = await readRubrics();
	return [...own.map(asChoice(true)), ...bank.map(asChoice(false))];
}

const asChoice =
	(isOwn: boolean) =>
	({ id, version, title, criteria }: Rubric): RubricChoice => {
		return { id, version, title, isOwn, criteria: criteria.map((criterion) => criterion.name) };
	};

/** One of the person's own rubrics as it is now. @throws {Fault} `not-found`. */
export async function readOwnRubric(db: Database, owner: OwnerId, id: string): Promise<Rubric> {
	const [row] = await db
		.select({ rubric: ownRubricVersion.rubric })
		.from(ownRubric)
		.innerJoin(ownRubricVersion, isNewest())
		.where(and(ownRubricIdIs(id), eq(ownRubric.ownerId, owner), isNull(ownRubric.deletedAt)));
	if (!row) throw new Fault('not-found');
	return row.rubric;
}

/** A rubric that this person can choose, of the bank or their own. @throws {Fault} `not-found`. */
export async function readChoosableRubric(
	db: Database,
	owner: OwnerId | null,
	id: string
): Promise<Rubric> {
	const found = await findBankRubric(id);
	if (found) return found;
	if (owner === null) throw new Fault('not-found');
	return readOwnRubric(db, owner, id);
}

/**
 * The rubric that a reviewer was asked to review by, as it is now; an own one also when it was deleted since. The general
 * one when none was chosen, or when the bank does not have it any more.
 */
export async function readRubricOf(db: Database, id: string | null): Promise<Rubric> {
	if (id === null) return readRubric(GENERAL_RUBRIC);
	const found = await findBankRubric(id);
	if (found) return found;
	const [row] = await db
		.select({ rubric: ownRubricVersion.rubric })
		.from(ownRubric)
		.innerJoin(ownRubricVersion, isNewest())
		.where(ownRubricIdIs(id));
	return row?.rubric ?? readRubric(GENERAL_RUBRIC);
}

const isNewest = () =>
	and(eq(ownRubricVersion.rubricId, ownRubric.id), eq(ownRubricVersion.version, ownRubric.version));

/** An id from an address may be anything. */
export const ownRubricIdIs = (id: string) => idIs(ownRubric.id, id);
