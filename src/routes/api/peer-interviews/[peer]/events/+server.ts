import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import type { Heard } from '$lib/practice/peer/peer';
import { readOwnPeerInterview } from '$lib/practice/peer/queries.server';
import type { RequestHandler } from './$types';

/** How often something travels on a line where nothing happens, in milliseconds; proxies commonly wait for 60 s. */
const PULSE_MS = 20_000;

/** What the other person does, as server-sent events; each is one JSON document of type `Heard`. */
export const GET: RequestHandler = endpoint(async ({ locals, params }) => {
	const { database, peers } = locals.app;
	const { role, sessionId } = await readOwnPeerInterview(
		database.db,
		requireOwner(locals.person),
		params.peer
	);
	const encoder = new TextEncoder();
	let leave: (() => void) | null = null;
	let pulse: NodeJS.Timeout | undefined;
	const stream = new ReadableStream<Uint8Array>({
		start(controller) {
			const hear = (what: Heard) =>
				controller.enqueue(encoder.encode(`data: ${JSON.stringify(what)}\n\n`));
			hear({ type: 'you', role, sessionId });
			const close = () => {
				// after this the stream is never cancelled, which would end the pulse
				clearInterval(pulse);
				closeQuietly(controller);
			};
			leave = peers.join(params.peer, { role, hear, close });
			// an idle line is cut by this server and by every proxy
			pulse = setInterval(() => beat(controller, encoder), PULSE_MS);
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

/** Says nothing, so that the line is not idle. */
function beat(controller: ReadableStreamDefaultController<Uint8Array>, encoder: TextEncoder): void {
	try {
		controller.enqueue(encoder.encode(': \n\n'));
	} catch {
		return;
	}
}

/** The page may have closed the stream a moment before. */
function closeQuietly(controller: ReadableStreamDefaultController): void {
	try {
		controller.close();
	} catch {
		return;
	}
}
