/** Reads of people: by their id, for rooms that know somebody by nothing else, and by their sign-in. */
import { and, eq, gt, inArray } from 'drizzle-orm';
import type { Database } from '../platform/db.server.ts';
import { person, signIn } from './schema.server.ts';

/** What may be told of somebody to those they deal with. */
export interface Known {
	/** Null for a guest, who has no name of their own. */
	name: string | null;
	/** Null for a guest. Only to send mail to; never shown to another person. */
	email: string | null;
}

const columns = {
	id: person.id,
	name: person.name,
	email: person.email,
	isAnonymous: person.isAnonymous
};

/** Who these people are; an id that is nobody's is left out. */
export async function readPeople(
	db: Database,
	ids: readonly string[]
): Promise<Map<string, Known>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select(columns)
		.from(person)
		.where(inArray(person.id, [...new Set(ids)]));
	return new Map(
		rows.map(({ id, name, email, isAnonymous }) => [
			id,
			isAnonymous ? { name: null, email: null } : { name, email }
		])
	);
}

/** A person as their sign-in tells of them; a guest's email is made up. */
export type SignedIn = Pick<typeof person.$inferSelect, keyof typeof columns>;

/** Whose sign-in has this token and is good for longer than `until`; null when there is none. */
export async function findSignedIn(
	db: Database,
	token: string,
	until: Date
): Promise<SignedIn | null> {
	const [row] = await db
		.select(columns)
		.from(signIn)
		.innerJoin(person, eq(person.id, signIn.userId))
		.where(and(eq(signIn.token, token), gt(signIn.expiresAt, until)));
	return row ?? null;
}
