import { MODEL, MODEL_ON_SERVER } from '$lib/gaze/model-file';
import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import type { RequestEvent } from './$types';

const ETAG = `"${MODEL.sha256}"`;

/** The vision model. Its name says its content, so a browser asks for it once. */
export const GET = endpoint(async ({ params, request, locals }: RequestEvent) => {
	const { bytes } = await locals.app.visionModel;
	if (params.file !== MODEL_ON_SERVER || !bytes) throw new Fault('not-found');
	const headers = {
		etag: ETAG,
		'cache-control': 'public, max-age=31536000, immutable',
		'content-type': 'application/octet-stream',
		'content-length': String(bytes.length)
	};
	if (request.headers.get('if-none-match')?.includes(ETAG)) {
		return new Response(null, { status: 304, headers: { ...headers, 'content-length': '0' } });
	}
	return new Response(request.method === 'HEAD' ? null : bytes, { headers });
});
