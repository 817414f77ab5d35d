import type { IncomingMessage } from 'node:http';
import type { RequestEvent } from '@sveltejs/kit';
import { Fault } from '$lib/platform/errors';
import { answerWithMedia, type StoredMedia } from '$lib/platform/media-answer.server';
import { cutWhenEnded } from '$lib/sharing/cut-when-ended.server';
import type { Grant } from '$lib/sharing/grant';

/** What a browser says when somebody opens an address by itself, where its own player offers to save the file. */
const OPENED_ALONE = ['document', 'iframe', 'embed', 'object'];

/**
 * A recording beside the takes, for a reviewer: not kept, and cut when access ends.
 * @throws {Fault} `not-found` when it is opened by itself and the owner has not allowed saving.
 */
export async function playToReviewer(
	{ request, locals, platform }: Pick<RequestEvent, 'request' | 'locals' | 'platform'>,
	grant: Grant,
	media: StoredMedia
): Promise<Response> {
	const isAlone = OPENED_ALONE.includes(request.headers.get('sec-fetch-dest') ?? '');
	if (isAlone && !grant.canDownload) throw new Fault('not-found');
	const response = await answerWithMedia(request, locals.app.media, media);
	response.headers.set('cache-control', 'private, no-store');
	const { req } = (platform ?? {}) as { req?: IncomingMessage };
	return cutWhenEnded(response, locals.app.access, grant, () => req?.socket.destroy());
}
