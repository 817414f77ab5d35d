/**
 * Where finished recordings are kept. Implementations: files in the data folder (`media-store.file.server.ts`).
 * Every implementation passes `media-store.contract.ts`.
 */

/** A half-open range of bytes: `start` included, `end` not. */
export interface ByteRange {
	start: number;
	end: number;
}

export interface MediaStore {
	/** Takes over the file at `path` under `key`, whole or not at all; an older value of the key is replaced. */
	keep(key: string, path: string): Promise<void>;
	/** The size in bytes, or null when there is no such key. */
	sizeOf(key: string): Promise<number | null>;
	/** The bytes of `range`, or all of them. @throws {Fault} `not-found` when there is no such key. */
	read(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
	/** Removes the bytes; removing what is not there is not an error. */
	remove(key: string): Promise<void>;
	/** Every key, in no order. */
	keys(): Promise<string[]>;
	/** Resolves when something can be stored right now; rejects when not. */
	check(): Promise<void>;
}

/**
 * Keys are file names of our own making: an id, a dot, a type.
 * @throws {RangeError} for anything that could leave the store's folder.
 */
export function assertMediaKey(key: string): void {
	if (!/^[a-z0-9][a-z0-9-]{0,99}(\.[a-z0-9]{1,8})?$/.test(key)) {
		throw new RangeError(`not a media key: ${JSON.stringify(key)}`);
	}
}
