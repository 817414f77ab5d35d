/** Writes of a person's own sets and questions. Every one proves whose it is. */
import { and, asc, eq, isNull, max, sql } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { idIs } from '../../platform/queries.server.ts';
import { MOST_QUESTIONS, MOST_SETS, type OwnQuestion } from '../own.ts';
import { ownQuestion, ownSet } from '../schema.server.ts';

/** Makes an empty set. @throws {Fault} `bad-input` when the person has too many. */
export async function addOwnSet(
	db: Database,
	owner: OwnerId,
	set: { title: string; purpose: string }
): Promise<string> {
	const kept = await db.$count(ownSet, and(eq(ownSet.ownerId, owner), isNull(ownSet.deletedAt)));
	if (kept >= MOST_SETS) {
		throw new Fault('bad-input', {
			field: 'set',
			message: `You can have ${MOST_SETS} sets. Delete one first.`
		});
	}
	const [row] = await db
		.insert(ownSet)
		.values({ ownerId: owner, ...set })
		.returning({ id: ownSet.id });
	if (!row) throw new Fault('unexpected');
	return row.id;
}

/** The person's oldest set, made when there is none: where a first question goes. */
export async function firstOwnSet(db: Database, owner: OwnerId): Promise<string> {
	const [row] = await db
		.select({ id: ownSet.id })
		.from(ownSet)
		.where(and(eq(ownSet.ownerId, owner), isNull(ownSet.deletedAt)))
		.orderBy(asc(ownSet.createdAt), asc(ownSet.id))
		.limit(1);
	return row?.id ?? addOwnSet(db, owner, { title: 'My questions', purpose: '' });
}

/** Renames a set. @throws {Fault} `not-found`. */
export async function writeOwnSet(
	db: Database,
	owner: OwnerId,
	id: string,
	set: { title: string; purpose: string }
): Promise<void> {
	found(await db.update(ownSet).set(set).where(ownSetIs(owner, id)).returning({ id: ownSet.id }));
}

/** Deletes a set with its questions, or brings both back. @throws {Fault} `not-found`. */
export async function setOwnSetDeleted(
	db: Database,
	owner: OwnerId,
	id: string,
	deleted: boolean
): Promise<void> {
	const deletedAt = deleted ? new Date() : null;
	found(
		await db
			.update(ownSet)
			.set({ deletedAt })
			.where(ownSetIs(owner, id))
			.returning({ id: ownSet.id })
	);
}

/**
 * Puts questions at the end of a set; one whose `id` is of a question of this set replaces it in its place (and brings
 * it back if it was deleted). All or nothing.
 * @returns the id of each, in their order
 * @throws {Fault} `not-found`, or `bad-input` when the set would be too long.
 */
export async function keepOwnQuestions(
	db: Database,
	owner: OwnerId,
	setId: string,
	questions: readonly (OwnQuestion & { id?: string | undefined })[]
): Promise<string[]> {
	return db.transaction(async (tx) => {
		// locks the set: two imports at once must not take the same places
		found(
			await tx.select({ id: ownSet.id }).from(ownSet).where(livingSetIs(owner, setId)).for('update')
		);
		const before = await tx.select().from(ownQuestion).where(eq(ownQuestion.setId, setId));
		const known = new Set(before.map(({ id }) => id));
		const isKnown = (id: string | undefined): id is string => id !== undefined && known.has(id);
		const added = new Set(questions.flatMap(({ id }) => (isKnown(id) ? [id] : [])));
		const staying = before.filter(({ id, deletedAt }) => deletedAt === null && !added.has(id));
		if (staying.length + questions.length > MOST_QUESTIONS) {
			const message = `A set can have ${MOST_QUESTIONS} questions. Make another set for the rest.`;
			throw new Fault('bad-input', { field: 'set', message });
		}
		const last = Math.max(-1, ...before.map((row) => row.position));
		const fresh = questions.filter(({ id }) => !isKnown(id));
		const rows = fresh.map(({ id: _from, ...question }, at) => {
			return { setId, question, position: last + 1 + at };
		});
		const places =
			rows.length > 0
				? await tx.insert(ownQuestion).values(rows).returning({ id: ownQuestion.id })
				: [];
		const ids: string[] = [];
		for (const { id, ...question } of questions) {
			if (!isKnown(id)) {
				ids.push(places.shift()?.id ?? '');
				continue;
			}
			await tx.update(ownQuestion).set({ question, deletedAt: null }).where(eq(ownQuestion.id, id));
			ids.push(id);
		}
		return ids;
	});
}

/** Replaces a question, and moves it when `setId` is another set. @throws {Fault} `not-found`, `bad-input`. */
export async function writeOwnQuestion(
	db: Database,
	owner: OwnerId,
	id: string,
	setId: string,
	question: OwnQuestion
): Promise<void> {
	await db.transaction(async (tx) => {
		found(
			await tx.select({ id: ownSet.id }).from(ownSet).where(livingSetIs(owner, setId)).for('update')
		);
		const inSet = and(eq(ownQuestion.setId, setId), isNull(ownQuestion.deletedAt));
		const [place] = await tx
			.select({
				last: max(ownQuestion.position),
				has: sql<boolean>`coalesce(bool_or(${idIs(ownQuestion.id, id)}), false)`
			})
			.from(ownQuestion)
			.where(inSet);
		if (!place?.has && (await tx.$count(ownQuestion, inSet)) >= MOST_QUESTIONS) {
			throw new Fault('bad-input', {
				field: 'set',
				message: `A set can have ${MOST_QUESTIONS} questions.`
			});
		}
		const move = place?.has ? {} : { setId, position: (place?.last ?? -1) + 1 };
		found(
			await tx
				.update(ownQuestion)
				.set({ question, ...move })
				.where(and(questionIs(owner, id), isNull(ownQuestion.deletedAt)))
				.returning({ id: ownQuestion.id })
		);
	});
}

/** Deletes a question, or brings it back. @throws {Fault} `not-found`. */
export async function setOwnQuestionDeleted(
	db: Database,
	owner: OwnerId,
	id: string,
	deleted: boolean
): Promise<void> {
	const deletedAt = deleted ? new Date() : null;
	found(
		await db
			.update(ownQuestion)
			.set({ deletedAt })
			.where(questionIs(owner, id))
			.returning({ id: ownQuestion.id })
	);
}

const ownSetIs = (owner: OwnerId, id: string) =>
	and(eq(ownSet.ownerId, owner), idIs(ownSet.id, id));

const livingSetIs = (owner: OwnerId, id: string) =>
	and(ownSetIs(owner, id), isNull(ownSet.deletedAt));

const questionIs = (owner: OwnerId, id: string) =>
	and(
		idIs(ownQuestion.id, id),
		sql`${ownQuestion.setId} in (select ${ownSet.id} from ${ownSet} where ${ownSet.ownerId} = ${owner})`
	);

function found(rows: readonly unknown[]): void {
	if (rows.length === 0) throw new Fault('not-found');
}
