import { createHash } from 'node:crypto';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { answerWithMedia } from '$lib/platform/media-answer.server';
import { readOwnTake } from '$lib/practice/queries.server';
import { markPoster } from '$lib/practice/take/commands.server';
import { readPosterKey } from '$lib/practice/take/queries.server';
import { LARGEST_POSTER, sniffPicture } from '$lib/upload/picture';
import { findBeside, keepingOf } from '../find-take.server';
import type { RequestEvent, RequestHandler } from './$types';

/** The still picture of a take; whoever may watch the take may see it. */
const show: RequestHandler = endpoint(async (event: RequestEvent) => {
	const { app } = event.locals;
	const { take, grant } = await findBeside(event, event.params.take);
	const mediaKey = await readPosterKey(app.database.db, take);
	if (!mediaKey) throw new Fault('not-found');
	const picture = new Uint8Array(await new Response(await app.media.read(mediaKey)).arrayBuffer());
	const sha256 = createHash('sha256').update(picture).digest('hex');
	const mimeType = `image/${sniffPicture(picture) ?? 'jpeg'}`;
	const media = { mediaKey, mimeType, sha256 };
	const response = await answerWithMedia(event.request, app.media, media);
	response.headers.set('cache-control', keepingOf(grant));
	return response;
});

export { show as GET, show as HEAD };

/** Keeps the picture that the recording device made; a later one replaces it. */
export const PUT = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { database, receiver } = locals.app;
	await readOwnTake(database.db, owner, params.take);
	if (Number(request.headers.get('content-length') ?? 0) > LARGEST_POSTER) {
		throw new Fault('too-large', { message: 'A picture can have at most 200 kB.' });
	}
	const bytes = new Uint8Array(await request.arrayBuffer());
	if (bytes.length > LARGEST_POSTER) {
		throw new Fault('too-large', { message: 'A picture can have at most 200 kB.' });
	}
	const picture = sniffPicture(bytes);
	if (!picture) {
		throw new Fault('bad-input', { field: 'body', message: 'Send a JPEG or WebP picture.' });
	}
	await receiver.keepPicture(params.take, picture, bytes, (posterKey) =>
		markPoster(database.db, owner, params.take, posterKey)
	);
	return new Response(null, { status: 204 });
});
