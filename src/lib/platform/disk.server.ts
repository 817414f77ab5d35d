/** What disks need: replacing a file whole, and noticing that one is full. */
import { open, rename, rm, statfs } from 'node:fs/promises';

/** Writes `text` to `path` whole or not at all, also when the power goes or the disk is full. */
export async function replaceFile(path: string, text: string): Promise<void> {
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

/** The most that is left free for the database, in bytes; on a small disk a twentieth of it. */
const MOST_RESERVED = 64_000_000;

/** How many more bytes recordings may take on the disk of `folder`. */
export async function roomOnDisk(folder: string): Promise<number> {
	const { bavail, bsize, blocks } = await statfs(folder);
	return bavail * bsize - Math.min(MOST_RESERVED, (blocks * bsize) / 20);
}
