import type { AccessHub } from './access-hub.server.ts';
import type { Grant } from './grant.ts';

/**
 * The same answer, but its bytes stop the moment the grant ends. `cut` breaks the connection too, for what already lies
 * in its buffers.
 */
export function cutWhenEnded(
	response: Response,
	hub: AccessHub,
	grant: Pick<Grant, 'id' | 'seal'>,
	cut: () => void = () => undefined
): Response {
	const reader = response.body?.getReader();
	if (!reader) return response;
	let isOver = false;
	let leave: () => void = () => undefined;
	const over = () => {
		isOver = true;
		leave();
	};
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			const end = () => {
				if (isOver) return;
				over();
				controller.error(new Error('The access to this recording has ended.'));
				reader.cancel().catch(() => undefined);
				cut();
			};
			// a server that stops lets its last answers finish
			leave = hub.watch(grant, { end, evict: end, close: () => undefined });
		},
		async pull(controller) {
			const { done, value } = await reader.read().catch((error: unknown) => {
				over();
				throw error;
			});
			if (isOver) return;
			if (!done) return controller.enqueue(value);
			over();
			controller.close();
		},
		cancel(reason) {
			over();
			return reader.cancel(reason);
		}
	});
	const { status, headers } = response;
	return new Response(body, { status, headers });
}
