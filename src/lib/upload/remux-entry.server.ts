/** What the remux thread runs: one order in, one answer out. */
import { parentPort } from 'node:worker_threads';
import type { RemuxOrder } from './remux-thread.server.ts';
import { remux } from './remux.server.ts';

parentPort?.on('message', (order: RemuxOrder) => {
	remux(order.from, order.to, order.container).then(
		(ok) => parentPort?.postMessage({ ok }),
		(error: unknown) => parentPort?.postMessage({ failed: String(error) })
	);
});
