import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { answerWithMedia } from '$lib/platform/media-answer.server';
import { readGrantedTake, readOwnTake, type TakeMedia } from '$lib/practice/queries.server';
import { openGrant } from '$lib/sharing/queries.server';
import type { RequestEvent, RequestHandler } from './$types';

/** The owner's by cookie, a reviewer's by the token of their link; to everybody else the take does not exist. */
async function findTake({ locals, params, url }: RequestEvent): Promise<TakeMedia> {
	const { db } = locals.app.database;
	const token = url.searchParams.get('review');
	if (token !== null) {
		const grant = await openGrant(db, token, new Date()).catch((caught: unknown) => {
			throw caught instanceof Fault ? new Fault('not-found') : caught;
		});
		return readGrantedTake(db, grant, params.take);
	}
	if (!locals.person) throw new Fault('not-found');
	return readOwnTake(db, locals.person.id, params.take);
}

const answer: RequestHandler = endpoint(async (event: RequestEvent) => {
	const { mediaKey, mimeType, sha256 } = await findTake(event);
	if (!mediaKey || !sha256) throw new Fault('not-found');
	return answerWithMedia(event.request, event.locals.app.media, { mediaKey, mimeType, sha256 });
});

export { answer as GET, answer as HEAD };
