import { endpoint } from '$lib/platform/answer.server';
import type { RequestEvent } from './$types';

const nothing = () => new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });

/** Answers at once with nothing, so that a device can see how long the way here and back takes. */
export const GET = endpoint(nothing);

/** Takes some bytes and throws them away, so that a device can see how fast the way here is; keeps nothing. */
export const POST = endpoint(async ({ request }: RequestEvent) => {
	const reader = request.body?.getReader();
	while (reader && !(await reader.read()).done);
	return nothing();
});
