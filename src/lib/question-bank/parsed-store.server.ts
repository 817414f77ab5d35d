/**
 * What the files of the bank were read as, kept in one file under the SHA-256 of each text: parsing 800 KB of YAML takes
 * most of a second, reading it back a hundredth. Only the parsing is saved: the schema is checked at every start.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

export interface ParsedStore {
	/** What this very text was read as before; undefined when it never was. */
	get(text: string): unknown;
	set(text: string, value: unknown): void;
	/** Writes what was set since it was opened, if anything is new; a disk that refuses only costs time. */
	save(): Promise<void>;
}

/** Opens the store in `path`; a file that is missing or damaged is an empty store. */
export async function openParsed(path: string): Promise<ParsedStore> {
	const before: Record<string, unknown> = await readFile(path, 'utf8').then(toRecord, () => ({}));
	const now: Record<string, unknown> = {};
	const isNew = () => Object.keys(now).some((key) => !Object.hasOwn(before, key));
	return {
		get: (text) => (Object.hasOwn(before, keyOf(text)) ? before[keyOf(text)] : undefined),
		set: (text, value) => void (now[keyOf(text)] = value),
		async save() {
			if (!isNew()) return;
			const unfinished = `${path}.${process.pid}`;
			await writeFile(unfinished, JSON.stringify(now))
				.then(() => rename(unfinished, path))
				.catch(() => undefined);
		}
	};
}

function toRecord(text: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(text);
		return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}

function keyOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
