import { json } from '@sveltejs/kit';
import { endpoint } from '$lib/platform/answer.server';
import { grantOf } from '../../../../grant-of.server';
import type { RequestHandler } from './$types';

/** How often the stream says that the review is still open, in milliseconds; a page that misses it twice asks itself. */
const PULSE_MS = 1800;

/**
 * Whether the review is still open to who asks: `open` now and then, `ended` once, as server-sent events; a single
 * `{ state: "open" }` to who asks for JSON.
 */
export const GET: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	const grant = await grantOf({ locals, params, cookies });
	const wantsOneAnswer = request.headers.get('accept')?.startsWith('application/json') ?? false;
	if (wantsOneAnswer || request.method === 'HEAD') {
		return json(
			{ state: 'open', expiresAt: grant.expiresAt },
			{ headers: { 'cache-control': 'private, no-store' } }
		);
	}
	const encoder = new TextEncoder();
	let leave: (() => void) | undefined;
	let pulse: NodeJS.Timeout | undefined;
	const stream = new ReadableStream<Uint8Array>({
		start(controller) {
			const say = (what: 'open' | 'ended') =>
				controller.enqueue(encoder.encode(`data: ${what}\n\n`));
			const close = () => {
				clearInterval(pulse);
				closeQuietly(controller);
			};
			const end = () => {
				say('ended');
				close();
			};
			say('open');
			leave = locals.app.access.watch(grant, { end, evict: close, close });
			pulse = setInterval(() => say('open'), PULSE_MS);
		},
		cancel() {
			clearInterval(pulse);
			leave?.();
		}
	});
	return new Response(stream, {
		// no-transform: a proxy that compresses would hold the events back
		headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform' }
	});
});

/** The page may have closed the stream a moment before. */
function closeQuietly(controller: ReadableStreamDefaultController): void {
	try {
		controller.close();
	} catch {
		return;
	}
}
