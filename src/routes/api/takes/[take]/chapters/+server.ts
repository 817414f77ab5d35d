import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { chaptersVtt } from '$lib/practice/take/chapters';
import { readMoments } from '$lib/practice/take/queries.server';
import { findBeside, keepingOf } from '../find-take.server';
import type { RequestEvent } from './$types';

/** The chapters of a take as WebVTT; whoever may watch the take may read them. 404 until it can be watched. */
export const GET = endpoint(async (event: RequestEvent) => {
	const { take, grant } = await findBeside(event, event.params.take);
	if (take.durationMs === null) throw new Fault('not-found');
	const moments = await readMoments(event.locals.app.database.db, take);
	return new Response(chaptersVtt(moments, take.durationMs), {
		headers: { 'content-type': 'text/vtt; charset=utf-8', 'cache-control': keepingOf(grant) }
	});
});
