import { json } from '@sveltejs/kit';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { readGrantedSession } from '$lib/practice/queries.server';
import { saveWords } from '$lib/review/commands.server';
import { WordsSchema } from '$lib/review/feedback-input';
import { recordOpeningOnce } from '$lib/sharing/reviewer/commands.server';
import { grantOf } from '../../../grant-of.server';
import type { RequestHandler } from './$types';

/** The state of every take in the grant, for a page that waits until one can be played. */
export const GET: RequestHandler = endpoint(async ({ locals, params, cookies }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	// mostly a page that is open already; without the page it is an opening like any other
	await recordOpeningOnce(db, grant, null, new Date());
	const session = await readGrantedSession(db, grant);
	const takes = session.answers
		.flatMap((answer) => answer.takes)
		.map(({ id, answerId, state, durationMs }) => ({ id, answerId, state, durationMs }));
	return json({ takes }, { headers: { 'cache-control': 'private, no-store' } });
});

/** Keeps the draft of name, keep, change and try next; what is left out stays. */
export const PUT: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	const { db } = locals.app.database;
	const grant = await grantOf({ locals, params, cookies });
	await saveWords(db, grant, checkInput(WordsSchema, await readJson(request)));
	return new Response(null, { status: 204 });
});
