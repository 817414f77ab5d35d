import type { FileHandle } from 'node:fs/promises';

/** So many bytes are written at once. A request brings 64 KB at a time: one by one they keep a server of twenty uploads busy. */
const BATCH_BYTES = 1024 * 1024;
/** No byte waits longer than this for more to be written with, in milliseconds: a slow line's bytes count as they come. */
const BATCH_MS = 100;

/** Gathers pieces that arrive fast and writes them to a file in one go, one behind the other. */
export class WriteBatch {
	#pieces: Uint8Array[] = [];
	#bytes = 0;
	#writing = Promise.resolve();
	#timer: NodeJS.Timeout | undefined;

	/** `at`: where in the file the first byte goes; `onWritten` hears how many more bytes are in it. */
	constructor(
		private readonly file: FileHandle,
		private at: number,
		private readonly onWritten: (bytes: number) => void
	) {}

	/** @throws what the disk throws, then and ever after; what was written until then stays written */
	async add(piece: Uint8Array): Promise<void> {
		this.#pieces.push(piece);
		this.#bytes += piece.byteLength;
		if (this.#bytes >= BATCH_BYTES) return this.end();
		// what goes wrong is thrown when a write is next waited for
		this.#timer ??= setTimeout(() => void this.end().catch(() => undefined), BATCH_MS);
	}

	/** Resolves when all that was added is written. @throws as `add` does */
	end(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#writing = this.#writing.then(() => this.#write());
		return this.#writing;
	}

	async #write(): Promise<void> {
		let pieces = this.#pieces;
		this.#pieces = [];
		this.#bytes = 0;
		while (pieces.length > 0) {
			const { bytesWritten } = await this.file.writev(pieces, this.at);
			this.at += bytesWritten;
			this.onWritten(bytesWritten);
			pieces = behind(pieces, bytesWritten);
		}
	}
}

/** The pieces without their first `bytes` bytes: a disk that is nearly full writes less than it was asked to. */
function behind(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
	let left = bytes;
	return pieces.flatMap((piece) => {
		const done = Math.min(left, piece.byteLength);
		left -= done;
		return done < piece.byteLength ? [piece.subarray(done)] : [];
	});
}
