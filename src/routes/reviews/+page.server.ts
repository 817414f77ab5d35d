import * as v from 'valibot';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { requireOwner } from '$lib/account/require-owner';
import { checkInput } from '$lib/platform/input';
import { readSubmittedAt } from '$lib/review/inbox/queries.server';
import { putAway } from '$lib/sharing/notices/commands.server';
import { pathOf, sentenceOf } from '$lib/sharing/notices/notice';
import { listUnread } from '$lib/sharing/notices/queries.server';
import { showCode, sortInbox } from '$lib/sharing/reviewer/asked';
import { ownCode, renewCode } from '$lib/sharing/reviewer/commands.server';
import { listAsked, readCode } from '$lib/sharing/reviewer/queries.server';
import { ownerOf } from '../owner-of.server';
import type { Actions, PageServerLoadEvent } from './$types';

/** What is done or missed grows for ever; the rest of it comes when asked for. */
const SHOWN_AT_FIRST = 10;

export const load = forPage(async ({ locals, url, setHeaders }: PageServerLoadEvent) => {
	setHeaders({ 'cache-control': 'private, no-store' });
	const { person, app } = locals;
	const { db } = app.database;
	const asked = person ? await listAsked(db, person.id, new Date()) : [];
	const written = await readSubmittedAt(
		db,
		asked.map(({ grantId }) => grantId)
	);
	const { waiting, inProgress, done, missed, next } = sortInbox(asked, written);
	const most = url.searchParams.get('done') === 'all' ? Infinity : SHOWN_AT_FIRST;
	const code = person ? await readCode(db, person.id) : null;
	const notices = person ? await listUnread(db, person.id) : [];
	return {
		waiting,
		inProgress,
		next,
		done: done.slice(0, most),
		missed: missed.slice(0, most),
		hidden:
			done.length + missed.length - Math.min(done.length, most) - Math.min(missed.length, most),
		code: code && showCode(code),
		notices: notices.map((each) => ({
			id: each.id,
			createdAt: each.createdAt,
			sentence: sentenceOf(each),
			path: pathOf(each)
		}))
	};
});

const Empty = v.strictObject({});
const Which = v.strictObject({ notice: v.string('The notice must be text.') });

export const actions: Actions = {
	/** Makes a code for who has none; a guest is made for who has no account. */
	code: forForm(async (event) => {
		checkInput(Empty, await readForm(event.request));
		await ownCode(event.locals.app.database.db, await ownerOf(event));
	}),
	newCode: forForm(async ({ locals, request }) => {
		checkInput(Empty, await readForm(request));
		await renewCode(locals.app.database.db, requireOwner(locals.person), new Date());
	}),
	/** Puts one notice away, or `all`. */
	putAway: forForm(async ({ locals, request }) => {
		const { notice } = checkInput(Which, await readForm(request));
		await putAway(locals.app.database.db, requireOwner(locals.person), notice, new Date());
	})
};
