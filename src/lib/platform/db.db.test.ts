import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { database, type TestDatabase } from '../../../tests/database.ts';
import { person } from '../account/schema.server.ts';
import { openDatabase } from './db.server.ts';

let test: TestDatabase;
beforeAll(async () => {
	test = await database();
});
afterAll(() => test.close());

describe('the database', () => {
	it('is the engine this run is for, and answers', async () => {
		expect(test.opened.engine).toBe(inject('database').engine);
		await test.opened.ping();
	});

	it('keeps rows when it is closed, opened and migrated again', async () => {
		const before = await migrations();
		const id = await test.owner('Nadia');
		await test.reopen();
		const rows = await test.db.select().from(person).where(eq(person.id, id));
		expect(rows).toMatchObject([{ id, name: 'Nadia' }]);
		expect(await migrations()).toBe(before);
		expect(before).toBeGreaterThan(0);
	});

	it('undoes a transaction that fails', async () => {
		const before = await test.db.$count(person);
		const failing = test.db.transaction(async (tx) => {
			await tx.insert(person).values({ id: 'x', name: 'X', email: 'x@example.org' });
			throw new Error('stop');
		});
		await expect(failing).rejects.toThrow('stop');
		expect(await test.db.$count(person)).toBe(before);
	});

	it('does not ping when it is closed', async () => {
		const other = await database();
		const { opened } = other;
		await other.close();
		await expect(opened.ping()).rejects.toThrow();
	});
});

describe('opening', () => {
	it('rejects when there is no server', async () => {
		const source = { databaseUrl: 'postgres://nobody@127.0.0.1:1/none', folder: tmpdir() };
		await expect(openDatabase(source)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	});

	if (inject('database').engine === 'postgres') {
		it('migrates once when two servers start together', async () => {
			const other = await database();
			await other.db.execute(sql`drop schema public cascade`);
			await other.db.execute(sql`drop schema drizzle cascade`);
			await other.db.execute(sql`create schema public`);
			const both = await Promise.all([openDatabase(other.source), openDatabase(other.source)]);
			expect(await both[0].db.$count(person)).toBe(0);
			for (const each of both) await each.close();
			await other.close();
		});
	} else {
		it('makes its folder when there is none', async () => {
			const parent = await mkdtemp(join(tmpdir(), 'vivavoce-test-'));
			const opened = await openDatabase({ databaseUrl: undefined, folder: join(parent, 'a', 'b') });
			expect(await opened.db.$count(person)).toBe(0);
			await opened.close();
			await rm(parent, { recursive: true });
		});
	}
});

async function migrations(): Promise<number> {
	const result = await test.db.execute(
		sql`select count(*)::int as applied from drizzle.__drizzle_migrations`
	);
	const rows = (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as {
		applied: number;
	}[];
	return rows[0]?.applied ?? 0;
}
