/** Reads of people by their id, for rooms that know somebody by nothing else. */
import { inArray } from 'drizzle-orm';
import type { Database } from '../platform/db.server.ts';
import { person } from './schema.server.ts';

/** What may be told of somebody to those they deal with. */
export interface Known {
	/** Null for a guest, who has no name of their own. */
	name: string | null;
	/** Null for a guest. Only to send mail to; never shown to another person. */
	email: string | null;
}

/** Who these people are; an id that is nobody's is left out. */
export async function readPeople(
	db: Database,
	ids: readonly string[]
): Promise<Map<string, Known>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({
			id: person.id,
			name: person.name,
			email: person.email,
			isAnonymous: person.isAnonymous
		})
		.from(person)
		.where(inArray(person.id, [...new Set(ids)]));
	return new Map(
		rows.map(({ id, name, email, isAnonymous }) => [
			id,
			isAnonymous ? { name: null, email: null } : { name, email }
		])
	);
}
