/** What the queries of several rooms are made of. */
import { eq, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import * as v from 'valibot';
import { id } from './input.ts';

/**
 * The row with this id. PostgreSQL refuses what is no UUID, and any text with a NUL in it, with an error; for us it is an
 * id that is simply not there.
 */
export function idIs(column: AnyPgColumn, given: string): SQL {
	return v.is(id, given) ? eq(column, given) : sql`false`;
}
