/**
 * Lets tus read a take from the spool by byte range, while it is still being recorded: a read at the end of what is
 * there waits for more, until the take is finished.
 */
import type { Spool } from '../recording/spool.ts';

export interface SpoolSlice {
	value: Uint8Array<ArrayBuffer>;
	/** True when these are the last bytes of the take. */
	done: boolean;
}

export interface SpoolSource {
	/** The bytes from `start`, at most to `end`; waits when there are none yet. @throws when the take is gone */
	slice(start: number, end: number): Promise<SpoolSlice>;
	/** Something was written or finished: look again. */
	wake(): void;
}

export function createSpoolSource(spool: Spool, takeId: string): SpoolSource {
	let waiting: (() => void)[] = [];
	return {
		async slice(start, end) {
			for (;;) {
				const woken = new Promise<void>((done) => waiting.push(done));
				const take = await spool.describe(takeId);
				if (!take) throw new Error(`take ${takeId} is not in the spool`);
				if (take.bytes > start) {
					const value = await spool.read(takeId, start, Math.min(end, take.bytes));
					return { value, done: take.finished && start + value.byteLength >= take.bytes };
				}
				if (take.finished) return { value: new Uint8Array(0), done: true };
				await woken;
			}
		},
		wake() {
			const woken = waiting;
			waiting = [];
			for (const done of woken) done();
		}
	};
}
