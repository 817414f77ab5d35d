import { expect, it } from 'vitest';
import type { Log } from '../platform/log.server.ts';
import { ProgressNotes } from './progress-notes.server.ts';

interface Noted {
	id: string;
	bytes: number;
}

function desk(noting: (uploads: readonly Noted[]) => Promise<void> = async () => undefined) {
	const sizes = new Map<string, number | null>();
	const noted: (readonly Noted[])[] = [];
	const warnings: unknown[] = [];
	const notes = new ProgressNotes(
		async (id) => sizes.get(id) ?? null,
		{
			noteUploaded: async (uploads) => {
				noted.push(uploads);
				await noting(uploads);
			}
		},
		{ warn: (what: unknown) => warnings.push(what) } as unknown as Log
	);
	return { sizes, noted, warnings, notes };
}

it('notes in one go what has grown, as large as it is by then', async () => {
	const { sizes, noted, notes } = desk();
	sizes.set('a', 10).set('b', 20);
	notes.grown('a');
	notes.grown('b');
	notes.grown('a');
	sizes.set('a', 30);
	await expect.poll(() => noted.length, { timeout: 5000 }).toBe(1);
	expect(noted).toEqual([
		[
			{ id: 'a', bytes: 30 },
			{ id: 'b', bytes: 20 }
		]
	]);
	await notes.settle();
	expect(noted).toHaveLength(1);
});

it('notes nothing of an upload that is gone or empty', async () => {
	const { sizes, noted, notes } = desk();
	sizes.set('empty', 0);
	notes.grown('gone');
	notes.grown('empty');
	await notes.settle();
	expect(noted).toEqual([]);
});

it('goes on after the database was away', async () => {
	let isAway = true;
	const { sizes, noted, warnings, notes } = desk(() =>
		isAway ? Promise.reject(new Error('away')) : Promise.resolve()
	);
	sizes.set('a', 10);
	notes.grown('a');
	await notes.settle();
	expect(warnings).toHaveLength(1);
	isAway = false;
	notes.grown('a');
	await notes.settle();
	expect(noted).toHaveLength(2);
	expect(warnings).toHaveLength(1);
});
