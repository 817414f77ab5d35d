/** Reads of what a person added to the bank. */
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import type { OwnSet, ProgramNote } from './own.ts';
import type { Question } from './question.ts';
import { bookmark, ownQuestion, ownSet, programNote, questionNote } from './schema.server.ts';

type Target = Question['target'];

/** Ids of the bookmarked questions, latest first. */
export async function listBookmarks(db: Database, owner: OwnerId): Promise<string[]> {
	const rows = await db
		.select({ id: bookmark.questionId })
		.from(bookmark)
		.where(eq(bookmark.ownerId, owner))
		.orderBy(desc(bookmark.createdAt));
	return rows.map(({ id }) => id);
}

/** What the person has written about one question; empty when they have not. */
export async function readQuestionNote(
	db: Database,
	owner: OwnerId,
	questionId: string
): Promise<{ note: string; target: Target | null }> {
	const [row] = await db
		.select()
		.from(questionNote)
		.where(and(eq(questionNote.ownerId, owner), eq(questionNote.questionId, questionId)));
	return { note: row?.note ?? '', target: toTarget(row) };
}

/** The lengths the person has set for themselves, by question id. */
export async function listOwnTargets(db: Database, owner: OwnerId): Promise<Map<string, Target>> {
	const rows = await db.select().from(questionNote).where(eq(questionNote.ownerId, owner));
	return new Map(
		rows.flatMap((row) => {
			const target = toTarget(row);
			return target ? [[row.questionId, target] as const] : [];
		})
	);
}

function toTarget(row: typeof questionNote.$inferSelect | undefined): Target | null {
	if (!row || row.targetFromS === null || row.targetToS === null) return null;
	return { fromS: row.targetFromS, toS: row.targetToS };
}

/** The person's sets in the order they were made, each with its questions. */
export async function listOwnSets(db: Database, owner: OwnerId): Promise<OwnSet[]> {
	const rows = await db
		.select({ set: ownSet, question: ownQuestion })
		.from(ownSet)
		.leftJoin(ownQuestion, and(eq(ownQuestion.setId, ownSet.id), isNull(ownQuestion.deletedAt)))
		.where(and(eq(ownSet.ownerId, owner), isNull(ownSet.deletedAt)))
		.orderBy(asc(ownSet.createdAt), asc(ownSet.id), asc(ownQuestion.position));
	const sets = new Map<string, OwnSet>();
	for (const { set, question } of rows) {
		const { id, title, purpose } = set;
		const known = sets.get(id) ?? { id, title, purpose, questions: [] };
		if (question) known.questions.push({ ...question.question, id: question.id });
		sets.set(id, known);
	}
	return [...sets.values()];
}

/** One of the person's sets. @throws {Fault} `not-found`. */
export async function readOwnSet(db: Database, owner: OwnerId, id: string): Promise<OwnSet> {
	const set = (await listOwnSets(db, owner)).find((one) => one.id === id);
	if (!set) throw new Fault('not-found');
	return set;
}

/** One of the person's questions and the set it is in. @throws {Fault} `not-found`. */
export async function readOwnQuestion(
	db: Database,
	owner: OwnerId,
	id: string
): Promise<{ set: OwnSet; question: OwnSet['questions'][number] }> {
	for (const set of await listOwnSets(db, owner)) {
		const question = set.questions.find((one) => one.id === id);
		if (question) return { set, question };
	}
	throw new Fault('not-found');
}

/** A program's notes with their id. */
export type KeptProgramNote = ProgramNote & { id: string; updatedAt: Date };

/** The person's program notes by name. */
export async function listProgramNotes(db: Database, owner: OwnerId): Promise<KeptProgramNote[]> {
	const rows = await db
		.select()
		.from(programNote)
		.where(and(eq(programNote.ownerId, owner), isNull(programNote.deletedAt)))
		.orderBy(asc(programNote.program), asc(programNote.id));
	return rows.map(({ ownerId: _owner, deletedAt: _deleted, ...note }) => note);
}

/** @throws {Fault} `not-found`. */
export async function readProgramNote(
	db: Database,
	owner: OwnerId,
	id: string
): Promise<KeptProgramNote> {
	const note = (await listProgramNotes(db, owner)).find((one) => one.id === id);
	if (!note) throw new Fault('not-found');
	return note;
}
