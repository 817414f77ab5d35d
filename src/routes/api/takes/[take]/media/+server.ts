import type { IncomingMessage } from 'node:http';
import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { answerWithMedia } from '$lib/platform/media-answer.server';
import type { Grant } from '$lib/sharing/grant';
import { cutWhenEnded } from '$lib/sharing/cut-when-ended.server';
import { recordOpeningOnce } from '$lib/sharing/reviewer/commands.server';
import type { TakeMedia } from '$lib/practice/queries.server';
import { originalKeyOf } from '$lib/upload/media-key';
import { findAccess, keepingOf } from '../find-take.server';
import type { RequestEvent, RequestHandler } from './$types';

/** What a browser says when somebody opens an address by itself, where its own player offers to save the file. */
const OPENED_ALONE = ['document', 'iframe', 'embed', 'object'];

const answer: RequestHandler = endpoint(async (event: RequestEvent) => {
	const { take, grant } = await findAccess(event, event.params.take);
	if (event.url.searchParams.get('original') === '1') {
		if (grant) throw new Fault('not-found');
		return original(event, take);
	}
	const { mediaKey, mimeType, sha256 } = take;
	if (!mediaKey || !sha256) throw new Fault('not-found');
	const isDownload = event.url.searchParams.get('download') === '1';
	if (grant) refuseSaving(event.request, grant, isDownload);
	const { request, locals } = event;
	const response = await answerWithMedia(request, locals.app.media, { mediaKey, mimeType, sha256 });
	response.headers.set('content-disposition', dispositionOf(take, isDownload));
	if (!grant) return response;
	if (request.method === 'GET') {
		await recordOpeningOnce(locals.app.database.db, grant, take.id, new Date());
	}
	response.headers.set('cache-control', keepingOf(grant));
	// the adapter for Node gives the request; its connection may hold bytes that have not left yet
	const platform = event.platform as { req?: IncomingMessage } | undefined;
	return cutWhenEnded(response, locals.app.access, grant, () => platform?.req?.socket.destroy());
});

/** What arrived of a take that arrived damaged, as it came. Never shown by a browser: it may be anything. */
async function original({ locals, request }: RequestEvent, take: TakeMedia): Promise<Response> {
	const { media, receiver } = locals.app;
	const key = originalKeyOf(take.id);
	const size = await media.sizeOf(key);
	const found =
		size === null
			? take.state === 'unplayable' && (await receiver.readUpload(take.id))
			: { bytes: size, body: await media.read(key) };
	if (!found) throw new Fault('not-found');
	if (request.method === 'HEAD') await found.body.cancel();
	return new Response(request.method === 'HEAD' ? null : found.body, {
		headers: {
			'content-type': 'application/octet-stream',
			'content-length': String(found.bytes),
			'content-disposition': dispositionOf(take, true),
			'cache-control': 'private, no-store'
		}
	});
}

export { answer as GET, answer as HEAD };

/** @throws {Fault} `not-found` when the recording is asked for to be kept, and the owner has not allowed that. */
function refuseSaving(request: Request, grant: Grant, isDownload: boolean): void {
	if (grant.canDownload) return;
	const isAlone = OPENED_ALONE.includes(request.headers.get('sec-fetch-dest') ?? '');
	if (isDownload || isAlone) throw new Fault('not-found');
}

function dispositionOf({ id, mimeType }: { id: string; mimeType: string }, isDownload: boolean) {
	if (!isDownload) return 'inline';
	const type = mimeType.startsWith('video/mp4') ? 'mp4' : 'webm';
	return `attachment; filename="vivavoce-${id.slice(0, 8)}.${type}"`;
}
