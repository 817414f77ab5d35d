/**
 * Lets tus read a take from the spool by byte range, while it is still being recorded: a read at the end of what is
 * there waits for more, until the take is finished. The first read waits for as many bytes as the server needs to know a
 * recording by: a browser's first chunk can be a single byte.
 */
import type { Spool } from '../recording/spool.ts';
import { SNIFF_BYTES } from './container.ts';

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

/** A full request need not wait, in bytes. */
const ENOUGH_BYTES = 1_000_000;

/** While a take is recorded there are `restMs` between two reads, so that a fast line gets no request for every chunk. */
export interface Pace {
	restMs: number;
	/** Milliseconds from any fixed moment. */
	now(): number;
	wait(ms: number): Promise<void>;
}

export function createSpoolSource(spool: Spool, takeId: string, pace?: Pace): SpoolSource {
	let waiting: (() => void)[] = [];
	let restsUntilMs = -Infinity;
	return {
		async slice(start, end) {
			for (;;) {
				const woken = new Promise<void>((done) => waiting.push(done));
				const take = await spool.describe(takeId);
				if (!take) throw new Error(`take ${takeId} is not in the spool`);
				const restMs = pace ? restsUntilMs - pace.now() : 0;
				if (pace && restMs > 0 && !take.finished && take.bytes - start < ENOUGH_BYTES) {
					await Promise.race([woken, pace.wait(restMs)]);
					continue;
				}
				if (take.bytes > start && (take.finished || start > 0 || take.bytes >= SNIFF_BYTES)) {
					const value = await spool.read(takeId, start, Math.min(end, take.bytes));
					if (pace) restsUntilMs = pace.now() + pace.restMs;
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
