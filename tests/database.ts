/** A fresh migrated database for a `*.db.test.ts`, on whichever engine the run is for. */
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { inject } from 'vitest';
import type { OwnerId } from '../src/lib/account/owner.ts';
import { person } from '../src/lib/account/schema.server.ts';
import { openDatabase, type Database, type OpenDatabase } from '../src/lib/platform/db.server.ts';

export interface TestDatabase {
	/** The one that is open now; another object after `reopen`. */
	readonly db: Database;
	readonly opened: OpenDatabase;
	/** What `openDatabase` and `openRuntime` need to open the same one. */
	readonly source: { databaseUrl: string | undefined; folder: string };
	/** Adds a person and proves to be them. */
	owner(name?: string): Promise<OwnerId>;
	/** Closes and opens it again, as a restart of the server does. */
	reopen(): Promise<void>;
	/** Closes it and removes every trace. */
	close(): Promise<void>;
}

/** Opens a database of its own; close it when the tests are done (`afterAll(() => database.close())`). */
export async function database(): Promise<TestDatabase> {
	const place = await makePlace();
	let opened = await openDatabase(place.source);
	return {
		get db() {
			return opened.db;
		},
		get opened() {
			return opened;
		},
		source: place.source,
		async owner(name = 'Ana') {
			const id = randomUUID();
			await opened.db.insert(person).values({ id, name, email: `${id}@example.org` });
			return id as OwnerId;
		},
		async reopen() {
			await opened.close();
			opened = await openDatabase(place.source);
		},
		async close() {
			await opened.close();
			await place.remove();
		}
	};
}

interface Place {
	source: TestDatabase['source'];
	remove(): Promise<void>;
}

async function makePlace(): Promise<Place> {
	const folder = await mkdtemp(join(tmpdir(), 'vivavoce-test-'));
	const remove = () => rm(folder, { recursive: true, force: true });
	const given = inject('database');
	if (given.engine === 'pglite') {
		await cp(given.template, folder, { recursive: true });
		return { source: { databaseUrl: undefined, folder }, remove };
	}
	const name = `test_${randomUUID().replaceAll('-', '')}`;
	await onServer(given.server, `create database ${name}`);
	const url = new URL(given.server);
	url.pathname = `/${name}`;
	return {
		source: { databaseUrl: url.href, folder },
		async remove() {
			await onServer(given.server, `drop database ${name} with (force)`);
			await remove();
		}
	};
}

async function onServer(server: string, statement: string): Promise<void> {
	const client = postgres(server, { max: 1, onnotice: () => undefined });
	try {
		await client.unsafe(statement);
	} finally {
		await client.end();
	}
}
