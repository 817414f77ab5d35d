/** What the search of the question bank reads: asked for once, when somebody begins to search. */
import { endpoint } from '$lib/platform/answer.server';
import { readBank } from '$lib/question-bank/bank.server';
import { payloadOf } from '$lib/question-bank/search.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(async ({ request }: { request: Request }) => {
	const { json, gzipped, etag } = await payloadOf(await readBank());
	const headers = { etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
	if (request.headers.get('if-none-match') === etag)
		return new Response(null, { status: 304, headers });
	const typed = { ...headers, 'content-type': 'application/json' };
	const takesGzip = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
	if (!takesGzip) return new Response(json, { headers: typed });
	return new Response(gzipped, { headers: { ...typed, 'content-encoding': 'gzip' } });
});
