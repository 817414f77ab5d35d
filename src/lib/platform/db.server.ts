/**
 * One drizzle database, whichever engine is behind it: PGlite in the data folder, or a PostgreSQL server.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** What queries and commands are written against; also the type of a transaction. */
export type Database = PgDatabase<PgQueryResultHKT>;

export interface OpenDatabase {
	db: Database;
	engine: 'pglite' | 'postgres';
	/** Resolves when the database answers a query; rejects when it does not. */
	ping(): Promise<void>;
	close(): Promise<void>;
}

/** Any number that no other program takes for an advisory lock in the same database. */
const MIGRATION_LOCK = 86_402_277;

/**
 * Opens the database and brings its tables up to date from `drizzle/`.
 * @throws when the server cannot be reached or a migration fails.
 */
export async function openDatabase(
	source: { databaseUrl: string | undefined; folder: string },
	migrations = resolve('drizzle')
): Promise<OpenDatabase> {
	return source.databaseUrl
		? openPostgres(source.databaseUrl, migrations)
		: openPglite(join(source.folder, 'database'), migrations);
}

async function openPglite(folder: string, migrations: string): Promise<OpenDatabase> {
	await mkdir(folder, { recursive: true });
	const client = await PGlite.create(folder);
	const db = drizzlePglite(client);
	await migratePglite(db, { migrationsFolder: migrations });
	return {
		db: db as unknown as Database,
		engine: 'pglite',
		ping: async () => void (await db.execute(sql`select 1`)),
		close: () => client.close()
	};
}

async function openPostgres(url: string, migrations: string): Promise<OpenDatabase> {
	await migrateServer(url, migrations);
	const client = postgres(url, { max: 10, connect_timeout: 10, onnotice: () => undefined });
	const db = drizzlePostgres(client);
	return {
		db: db as unknown as Database,
		engine: 'postgres',
		ping: async () => void (await db.execute(sql`select 1`)),
		close: () => client.end({ timeout: 5 })
	};
}

/** Two servers may start against one database at once: the second waits until the first has migrated. */
async function migrateServer(url: string, migrations: string): Promise<void> {
	const client = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
	try {
		await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
		await migratePostgres(drizzlePostgres(client), { migrationsFolder: migrations });
	} finally {
		await client.end({ timeout: 5 });
	}
}
