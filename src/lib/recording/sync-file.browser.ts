/** A file of the browser's own file system, read and written at once, as a worker may. */

/** The part of FileSystemSyncAccessHandle that is used; TypeScript knows it in workers only. */
export interface SyncFile {
	read(into: Uint8Array, options: { at: number }): number;
	write(bytes: Uint8Array, options: { at: number }): number;
	truncate(size: number): void;
	getSize(): number;
	flush(): void;
	close(): void;
}

/**
 * Writes all of `bytes`, or says that it could not: a full disk is told by an error, by fewer bytes written, or in a private window of Chromium by a number of -8.
 * @throws {DOMException} QuotaExceededError
 */
export function writeAll(file: SyncFile, bytes: Uint8Array, at: number): void {
	if (file.write(bytes, { at }) !== bytes.byteLength) {
		throw new DOMException('The disk is full.', 'QuotaExceededError');
	}
}

/** All of it. */
export function readAll(file: SyncFile): Uint8Array {
	const bytes = new Uint8Array(file.getSize());
	file.read(bytes, { at: 0 });
	return bytes;
}
