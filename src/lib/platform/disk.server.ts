/** What disks need: replacing a file whole, outlasting a power cut, and noticing that one is full or out of order. */
import { open, readFile, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Returns when the bytes of a file, or the names in a folder, would outlast a power cut. */
export async function flush(path: string): Promise<void> {
	const file = await open(path, 'r');
	try {
		await file.sync();
	} finally {
		await file.close();
	}
}

/** The text of a file, or null when there is none; any other fault is thrown. */
export async function readIfThere(path: string): Promise<string | null> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
}

/**
 * Writes `text` to `path` whole or not at all, also when the power goes or the disk is full.
 * @param isKept false: after a power cut the earlier text may be there again until the folder is flushed
 */
export async function replaceFile(path: string, text: string, isKept = true): Promise<void> {
	const fresh = `${path}.new`;
	try {
		const file = await open(fresh, 'w');
		try {
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(fresh, path);
		if (isKept) await flush(dirname(path));
	} catch (error) {
		await rm(fresh, { force: true }).catch(() => undefined);
		throw error;
	}
}

/**
 * Did something fail because a disk is full? Looks through wrapped errors.
 * @source Node's system errors; PostgreSQL Appendix A: 53100 disk_full
 */
export function isDiskFull(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const code = (error as { code?: unknown }).code;
	return code === 'ENOSPC' || code === 'EDQUOT' || code === '53100' || isDiskFull(error.cause);
}

/**
 * The name that the system gave to a fault of its own (`EIO`, `EMFILE`), also inside another error; null when it is none.
 * @source Node's system errors; its own codes begin with `ERR_`
 */
export function systemCodeOf(error: unknown): string | null {
	if (!(error instanceof Error)) return null;
	const { code } = error as { code?: unknown };
	return typeof code === 'string' && /^E(?!RR_)[A-Z0-9]+$/.test(code)
		? code
		: systemCodeOf(error.cause);
}

/** The most that is left free for the database, in bytes; on a small disk a twentieth of it. */
const MOST_RESERVED = 64_000_000;

/** How many more bytes recordings may take on the disk of `folder`. */
export async function roomOnDisk(folder: string): Promise<number> {
	const { bavail, bsize, blocks } = await statfs(folder);
	return bavail * bsize - Math.min(MOST_RESERVED, (blocks * bsize) / 20);
}

/** @throws an error for which `isDiskFull` is true, when so many bytes have no room on the disk of `folder` */
export async function demandRoom(folder: string, bytes: number): Promise<void> {
	if ((await roomOnDisk(folder)) > bytes) return;
	throw Object.assign(new Error(`no room for ${bytes} bytes`), { code: 'ENOSPC' });
}
