import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { answerWithMedia } from '$lib/platform/media-answer.server';
import { findTake } from '../find-take.server';
import type { RequestEvent, RequestHandler } from './$types';

const answer: RequestHandler = endpoint(async (event: RequestEvent) => {
	const { mediaKey, mimeType, sha256 } = await findTake(event, event.params.take);
	if (!mediaKey || !sha256) throw new Fault('not-found');
	return answerWithMedia(event.request, event.locals.app.media, { mediaKey, mimeType, sha256 });
});

export { answer as GET, answer as HEAD };
