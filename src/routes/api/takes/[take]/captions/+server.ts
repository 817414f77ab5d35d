import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { toWebVtt } from '$lib/practice/delivery/captions';
import { readMeasures } from '$lib/practice/delivery/queries.server';
import { findBeside, keepingOf } from '../find-take.server';
import type { RequestEvent } from './$types';

/** The words of a take as WebVTT; whoever may watch the take may read them. 404 when there are none. */
export const GET = endpoint(async (event: RequestEvent) => {
	const { take, grant } = await findBeside(event, event.params.take);
	const { transcript, pacing } = await readMeasures(event.locals.app.database.db, take);
	if (!transcript) throw new Fault('not-found');
	const spoken = pacing?.speechSpans ?? [];
	const durationMs = take.durationMs ?? pacing?.durationMs ?? null;
	return new Response(toWebVtt(transcript, spoken, durationMs), {
		headers: { 'content-type': 'text/vtt; charset=utf-8', 'cache-control': keepingOf(grant) }
	});
});
