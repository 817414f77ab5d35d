/** What the remux thread runs: it says once that it is ready, then gives one answer to each order. */
import { parentPort } from 'node:worker_threads';
import { systemCodeOf } from '../platform/disk.server.ts';
import { makePlayable, type MakeOrder } from './make-playable.server.ts';

parentPort?.on('message', (order: MakeOrder) => {
	makePlayable(order).then(
		(ok) => parentPort?.postMessage({ ok }),
		// the system's name for what went wrong survives the way out of the thread
		(error: unknown) =>
			parentPort?.postMessage({ failed: String(error), code: systemCodeOf(error) })
	);
});
parentPort?.postMessage('ready');
