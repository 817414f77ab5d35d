/**
 * Runs `remux` in a thread of its own, because the bytes come from outside: a file made to confuse the demuxer can
 * spin for ever, and only a thread can be ended then. The server itself never waits on it.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Container } from './container.ts';
import type { Remuxed } from './remux.server.ts';

export interface RemuxOrder {
	from: string;
	to: string;
	container: Container;
	/** How long it may take, in milliseconds. */
	patienceMs: number;
}

export interface RemuxThread {
	/** @throws when the file cannot be made playable, or not within its time */
	remux(order: RemuxOrder): Promise<Remuxed>;
	close(): Promise<void>;
}

const MEMORY_MB = 1024;

/**
 * How long a file of this size may take: 10 s and a second for every 10 MB.
 * @source measured: 0.3 s for 100 MB on 2 cores; thirty times that is not work but a loop
 */
export const patienceFor = (bytes: number): number => 10_000 + bytes / 10_000;

/** On Node 20 a thread does not take `--import tsx` over from its process, so it asks tsx itself. */
const LOAD_TYPESCRIPT = `
	const { workerData } = require('node:worker_threads');
	import('tsx/esm/api').then(({ tsImport }) => tsImport(workerData, workerData));
`;

/** One thread, started with the first order and kept; orders must not overlap. */
export function createRemuxThread(): RemuxThread {
	let worker: Worker | undefined;
	const start = () =>
		new Worker(LOAD_TYPESCRIPT, {
			eval: true,
			workerData: pathToFileURL(resolve('src/lib/upload/remux-entry.server.ts')).href,
			execArgv: [],
			resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB }
		});

	async function end(): Promise<void> {
		const ending = worker;
		worker = undefined;
		await ending?.terminate();
	}

	return {
		remux: (order) =>
			new Promise((done, fail) => {
				const thread = (worker ??= start());
				thread.ref();
				const timer = setTimeout(
					() => stop(new Error('it could not be read in time')),
					order.patienceMs
				);
				const stop = (error: Error) => {
					settle();
					void end();
					fail(error);
				};
				const onError = (error: unknown) =>
					stop(error instanceof Error ? error : new Error(String(error)));
				const onExit = () => onError('the thread ended');
				const onMessage = (answer: { ok: Remuxed } | { failed: string }) => {
					settle();
					if ('ok' in answer) done(answer.ok);
					else fail(new Error(answer.failed));
				};
				const settle = () => {
					clearTimeout(timer);
					thread.off('message', onMessage).off('error', onError).off('exit', onExit);
					thread.unref();
				};
				thread.on('message', onMessage).on('error', onError).on('exit', onExit);
				thread.postMessage(order);
			}),
		close: end
	};
}
