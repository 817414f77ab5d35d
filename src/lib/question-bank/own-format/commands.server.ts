/** Writes of the formats that a person made. Every one proves whose it is. */
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import { Fault } from '../../platform/errors.ts';
import { idIs } from '../../platform/queries.server.ts';
import type { Format } from '../format.ts';
import { freeName, MOST_FORMATS } from '../own-format.ts';
import { ownFormat } from '../schema.server.ts';

/**
 * Saves a format by its title.
 * @throws {Fault} `bad-input` when the person has too many or another one has this name.
 */
export async function addOwnFormat(db: Database, owner: OwnerId, format: Format): Promise<string> {
	if ((await db.$count(ownFormat, eq(ownFormat.ownerId, owner))) >= MOST_FORMATS) {
		throw new Fault('bad-input', {
			field: 'title',
			message: `You can have ${MOST_FORMATS} formats. Delete one first.`
		});
	}
	await refuseTaken(db, owner, format.title);
	const [row] = await db
		.insert(ownFormat)
		.values({ ownerId: owner, name: format.title, format })
		.onConflictDoNothing()
		.returning({ id: ownFormat.id });
	if (!row) throw taken(format.title);
	return row.id;
}

/** Replaces a format. @throws {Fault} `not-found`, or `bad-input` when another one has this name. */
export async function writeOwnFormat(
	db: Database,
	owner: OwnerId,
	id: string,
	format: Format
): Promise<void> {
	await db.transaction(async (tx) => {
		const [own] = await tx
			.select({ id: ownFormat.id })
			.from(ownFormat)
			.where(formatIs(owner, id))
			.for('update');
		if (!own) throw new Fault('not-found');
		await refuseTaken(tx, owner, format.title, id);
		await tx
			.update(ownFormat)
			.set({ name: format.title, format, changedAt: new Date() })
			.where(formatIs(owner, id));
	});
}

/** Deletes a format; interviews that were begun with it keep their own copy. @throws {Fault} `not-found`. */
export async function deleteOwnFormat(db: Database, owner: OwnerId, id: string): Promise<void> {
	const gone = await db
		.delete(ownFormat)
		.where(formatIs(owner, id))
		.returning({ id: ownFormat.id });
	if (gone.length === 0) throw new Fault('not-found');
}

/** Moves a guest's formats to an account; one whose name is taken there gets a number behind it. */
export async function adoptOwnFormats(db: Database, from: OwnerId, to: OwnerId): Promise<void> {
	const rows = await db
		.select()
		.from(ownFormat)
		.where(inArray(ownFormat.ownerId, [from, to]));
	const names = rows.filter(({ ownerId }) => ownerId === to).map(({ name }) => name);
	for (const row of rows.filter(({ ownerId }) => ownerId === from)) {
		const name = freeName(row.name, names);
		names.push(name);
		const format = { ...row.format, title: name };
		await db.update(ownFormat).set({ ownerId: to, name, format }).where(eq(ownFormat.id, row.id));
	}
}

async function refuseTaken(db: Database, owner: OwnerId, name: string, except?: string) {
	const same = await db.$count(
		ownFormat,
		and(
			eq(ownFormat.ownerId, owner),
			eq(sql`lower(${ownFormat.name})`, name.toLowerCase()),
			except === undefined ? undefined : ne(sql`${ownFormat.id}::text`, except)
		)
	);
	if (same > 0) throw taken(name);
}

const taken = (name: string) =>
	new Fault('bad-input', {
		field: 'title',
		message: `You already have a format called "${name}". Choose another name.`
	});

const formatIs = (owner: OwnerId, id: string) =>
	and(eq(ownFormat.ownerId, owner), idIs(ownFormat.id, id));
