import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { requireOwner } from '$lib/account/require-owner';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { listSessions } from '$lib/practice/queries.server';
import { readSubmitted } from '$lib/review/inbox/queries.server';
import { PutInSchema } from '$lib/sharing/circle/circle';
import { leaveCircle, putIn } from '$lib/sharing/circle/commands.server';
import { makeCircleLink } from '$lib/sharing/circle/link.server';
import { readCircle, readOwnCircle } from '$lib/sharing/circle/queries.server';
import type { Actions, PageServerLoadEvent } from './$types';

/** As many of the latest sessions as a list to choose from can hold. */
const MOST_TO_CHOOSE = 30;

export const load = forPage(async ({ locals, params, setHeaders }: PageServerLoadEvent) => {
	setHeaders({ 'cache-control': 'private, no-store' });
	const me = requireOwner(locals.person);
	const { database, config, authSecret } = locals.app;
	const { db } = database;
	const sessions = await listSessions(db, me);
	return {
		circle: await readCircle(db, me, params.circle, readSubmitted, new Date()),
		invitation: `${config.origin}/reviews/circles/join/${makeCircleLink(authSecret, params.circle)}`,
		sessions: sessions
			.filter(({ answered }) => answered > 0)
			.slice(0, MOST_TO_CHOOSE)
			.map(({ id, format, startedAt, answered }) => ({ id, format, startedAt, answered }))
	};
});

export const actions: Actions = {
	putIn: forForm(async ({ locals, params, request }) => {
		const me = requireOwner(locals.person);
		const { database, outlet, postman } = locals.app;
		await readOwnCircle(database.db, me, params.circle);
		const given = checkInput(PutInSchema, await readForm(request));
		await putIn(database.db, outlet, me, params.circle, given, readSubmitted, new Date());
		postman.poke();
	}),
	leave: forForm(async ({ locals, params, request }) => {
		const me = requireOwner(locals.person);
		checkInput(v.strictObject({}), await readForm(request));
		await leaveCircle(locals.app.database.db, me, params.circle, readSubmitted, new Date());
		await locals.app.access.check();
		redirect(303, '/reviews/circles');
	})
};
