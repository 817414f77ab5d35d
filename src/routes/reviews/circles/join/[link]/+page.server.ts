import { redirect, type RequestEvent } from '@sveltejs/kit';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput } from '$lib/platform/input';
import { JoinSchema } from '$lib/sharing/circle/circle';
import { joinCircle } from '$lib/sharing/circle/commands.server';
import { readCircleLink } from '$lib/sharing/circle/link.server';
import { readInvited } from '$lib/sharing/circle/queries.server';
import { ownerOf } from '../../../../owner-of.server';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = forPage(async ({ locals, params, setHeaders }: PageServerLoadEvent) => {
	setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow' });
	const { person, app } = locals;
	const invited = await readInvited(app.database.db, person?.id ?? null, idOf(locals, params.link));
	if (invited.isMember) redirect(303, `/reviews/circles/${invited.id}`);
	return { name: invited.name, ownName: person && !person.isAnonymous ? person.name : '' };
});

export const actions: Actions = {
	default: forForm(async (event) => {
		const id = idOf(event.locals, event.params.link);
		const { memberName } = checkInput(JoinSchema, await readForm(event.request));
		await joinCircle(event.locals.app.database.db, await ownerOf(event), id, memberName);
		redirect(303, `/reviews/circles/${id}`);
	})
};

/** @throws {Fault} `not-found` for a link that was not made here */
function idOf({ app }: RequestEvent['locals'], link: string): string {
	const id = readCircleLink(app.authSecret, link);
	if (id === null) throw new Fault('not-found');
	return id;
}
