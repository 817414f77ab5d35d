/**
 * Runs `makePlayable` in a thread of its own, because the bytes come from outside: a file made to confuse the demuxer can
 * spin for ever, and only a thread can be ended then. The server itself never waits on it.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { MakeOrder, Playable } from './make-playable.server.ts';

export interface RemuxThread {
	/** Starts the thread ahead of its first order, which then need not wait for it. */
	warm(): void;
	/**
	 * @throws {Unplayable} when its bytes cannot be made playable, or not within `patienceMs` milliseconds; something else
	 * when the machine failed
	 */
	make(order: MakeOrder, patienceMs: number): Promise<Playable>;
	close(): Promise<void>;
}

const MEMORY_MB = 1024;

/**
 * How long a file of this size may take in milliseconds: 10 s and a second for every 10 MB, four times as long at each
 * further attempt, because the machine may have been busy.
 * @source measured: 0.3 s for 100 MB on 2 cores; thirty times that is not work but a loop
 */
export const patienceFor = (bytes: number, attempts: number): number =>
	(10_000 + bytes / 10_000) * 4 ** attempts;

/** On Node 20 a thread does not take `--import tsx` over from its process, so it asks tsx itself. */
const LOAD_TYPESCRIPT = `
	const { workerData } = require('node:worker_threads');
	import('tsx/esm/api').then(({ tsImport }) => tsImport(workerData, workerData));
`;

interface Thread {
	worker: Worker;
	/** Resolves when it can take an order; loading it is not counted against an order's time. */
	ready: Promise<void>;
}

/** `code`: the system's name for its own fault, null when the bytes are at fault. */
type Answer = { ok: Playable } | { failed: string; code: string | null };

/** One thread, started when it is first needed and kept; orders must not overlap. */
export function createRemuxThread(): RemuxThread {
	let thread: Thread | undefined;

	function start(): Thread {
		const worker = new Worker(LOAD_TYPESCRIPT, {
			eval: true,
			workerData: pathToFileURL(resolve('src/lib/upload/remux-entry.server.ts')).href,
			execArgv: [],
			resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB }
		});
		worker.unref();
		const ready = new Promise<void>((done, fail) => {
			worker.once('message', () => done());
			worker.once('error', fail).once('exit', () => fail(new Error('the thread ended')));
		});
		ready.catch(() => undefined);
		return { worker, ready };
	}

	async function end(): Promise<void> {
		const ending = thread;
		thread = undefined;
		await ending?.worker.terminate();
	}

	return {
		warm() {
			thread ??= start();
		},
		async make(order, patienceMs) {
			const { worker, ready } = (thread ??= start());
			worker.ref();
			try {
				await ready;
				return await ask(worker, order, patienceMs);
			} catch (error) {
				// a thread that gave an answer works on; one that did not is ended
				if (
					!(error instanceof Unplayable || error instanceof SystemFault) ||
					error instanceof OutOfTime
				)
					await end();
				throw error;
			} finally {
				worker.unref();
			}
		},
		close: end
	};
}

/** What the bytes themselves make impossible; trying again changes nothing. */
export class Unplayable extends Error {}

/** It was not done in time: the bytes may keep a reader busy for ever. */
class OutOfTime extends Unplayable {}

/** The thread's answer that the machine failed. */
class SystemFault extends Error {
	constructor(
		message: string,
		readonly code: string
	) {
		super(message);
	}
}

const faultIn = ({ failed, code }: { failed: string; code: string | null }) =>
	code === null ? new Unplayable(failed) : new SystemFault(failed, code);

function ask(worker: Worker, order: MakeOrder, patienceMs: number): Promise<Playable> {
	return new Promise((done, fail) => {
		const timer = setTimeout(
			() => settle(new OutOfTime('it could not be read in time')),
			patienceMs
		);
		const onError = (error: unknown) =>
			settle(error instanceof Error ? error : new Error(String(error)));
		const onExit = () => settle(new Error('the thread ended'));
		const onMessage = (answer: Answer) => settle('ok' in answer ? answer.ok : faultIn(answer));
		const settle = (result: Playable | Error) => {
			clearTimeout(timer);
			worker.off('message', onMessage).off('error', onError).off('exit', onExit);
			if (result instanceof Error) fail(result);
			else done(result);
		};
		worker.on('message', onMessage).on('error', onError).on('exit', onExit);
		worker.postMessage(order);
	});
}
