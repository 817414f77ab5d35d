/** Writes of bookmarks, notes and program notes, and what must happen to all a person added. Each proves whose it is. */
import { and, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { OwnerId } from '../account/owner.ts';
import type { Database } from '../platform/db.server.ts';
import { Fault } from '../platform/errors.ts';
import { idIs } from '../platform/queries.server.ts';
import { MOST_SETS, type ProgramNote } from './own.ts';
import { adoptOwnFormats } from './own-format/commands.server.ts';
import type { Question } from './question.ts';
import { bookmark, ownQuestion, ownSet, programNote, questionNote } from './schema.server.ts';

/** Bookmarks a question, or takes the bookmark away; doing it twice changes nothing. */
export async function setBookmark(
	db: Database,
	owner: OwnerId,
	questionId: string,
	on: boolean
): Promise<void> {
	if (on) await db.insert(bookmark).values({ ownerId: owner, questionId }).onConflictDoNothing();
	else
		await db
			.delete(bookmark)
			.where(and(eq(bookmark.ownerId, owner), eq(bookmark.questionId, questionId)));
}

/** Replaces the person's note on a question. */
export async function writeQuestionNote(
	db: Database,
	owner: OwnerId,
	questionId: string,
	note: string
): Promise<void> {
	await db
		.insert(questionNote)
		.values({ ownerId: owner, questionId, note })
		.onConflictDoUpdate({ target: [questionNote.ownerId, questionNote.questionId], set: { note } });
}

/** Sets the length the person aims for; null goes back to the question's own. */
export async function setOwnTarget(
	db: Database,
	owner: OwnerId,
	questionId: string,
	target: Question['target'] | null
): Promise<void> {
	const set = { targetFromS: target?.fromS ?? null, targetToS: target?.toS ?? null };
	await db
		.insert(questionNote)
		.values({ ownerId: owner, questionId, ...set })
		.onConflictDoUpdate({ target: [questionNote.ownerId, questionNote.questionId], set });
}

/** @throws {Fault} `bad-input` when the person has too many. */
export async function addProgramNote(
	db: Database,
	owner: OwnerId,
	note: ProgramNote
): Promise<string> {
	const kept = await db.$count(
		programNote,
		and(eq(programNote.ownerId, owner), isNull(programNote.deletedAt))
	);
	if (kept >= MOST_SETS * 4) {
		throw new Fault('bad-input', {
			message: `You can keep notes about ${MOST_SETS * 4} programs.`
		});
	}
	const [row] = await db
		.insert(programNote)
		.values({ ownerId: owner, ...note })
		.returning({ id: programNote.id });
	if (!row) throw new Fault('unexpected');
	return row.id;
}

/** Replaces a program's notes. @throws {Fault} `not-found`. */
export async function writeProgramNote(
	db: Database,
	owner: OwnerId,
	id: string,
	note: ProgramNote
): Promise<void> {
	const written = await db
		.update(programNote)
		.set({ ...note, updatedAt: new Date() })
		.where(ownProgramNote(owner, id))
		.returning({ id: programNote.id });
	if (written.length === 0) throw new Fault('not-found');
}

/** Deletes a program's notes, or brings them back. @throws {Fault} `not-found`. */
export async function setProgramNoteDeleted(
	db: Database,
	owner: OwnerId,
	id: string,
	deleted: boolean
): Promise<void> {
	const changed = await db
		.update(programNote)
		.set({ deletedAt: deleted ? new Date() : null })
		.where(ownProgramNote(owner, id))
		.returning({ id: programNote.id });
	if (changed.length === 0) throw new Fault('not-found');
}

const ownProgramNote = (owner: OwnerId, id: string) =>
	and(eq(programNote.ownerId, owner), idIs(programNote.id, id));

/**
 * Moves everything one person added to another; used when a guest signs up or in. Where both have a note on the same
 * question the guest's is put below the other, and the account's own length stays.
 */
export async function adoptQuestionBank(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	const bookmarks = await db.select().from(bookmark).where(eq(bookmark.ownerId, from));
	if (bookmarks.length > 0) {
		const moved = bookmarks.map((row) => ({ ...row, ownerId: to }));
		await db.insert(bookmark).values(moved).onConflictDoNothing();
		await db.delete(bookmark).where(eq(bookmark.ownerId, from));
	}
	const notes = await db.select().from(questionNote).where(eq(questionNote.ownerId, from));
	if (notes.length > 0) {
		const mine = sql`${questionNote.note}`;
		const theirs = sql`excluded.note`;
		await db
			.insert(questionNote)
			.values(notes.map((row) => ({ ...row, ownerId: to })))
			.onConflictDoUpdate({
				target: [questionNote.ownerId, questionNote.questionId],
				set: {
					note: sql`case when ${mine} = '' then ${theirs} when ${theirs} in ('', ${mine}) then ${mine} else ${mine} || E'\n\n' || ${theirs} end`,
					targetFromS: sql`coalesce(${questionNote.targetFromS}, excluded.target_from_s)`,
					targetToS: sql`coalesce(${questionNote.targetToS}, excluded.target_to_s)`
				}
			});
		await db.delete(questionNote).where(eq(questionNote.ownerId, from));
	}
	await db.update(ownSet).set({ ownerId: to }).where(eq(ownSet.ownerId, from));
	await db.update(programNote).set({ ownerId: to }).where(eq(programNote.ownerId, from));
	await adoptOwnFormats(db, from, to);
}

/** Removes for good what was deleted before `before`, whoever it belonged to. */
export async function forgetDeletedBefore(db: Database, before: Date): Promise<void> {
	for (const table of [ownQuestion, ownSet, programNote]) {
		await db.delete(table).where(and(isNotNull(table.deletedAt), lt(table.deletedAt, before)));
	}
}
