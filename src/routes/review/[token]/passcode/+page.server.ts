import { redirect } from '@sveltejs/kit';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { PasscodeSchema } from '$lib/sharing/new-grant';
import { findGrant } from '$lib/sharing/queries.server';
import { visitorOf } from '../../../grant-of.server';
import { provePasscodeOf } from '../../../prove-passcode.server';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = forPage(async (event: PageServerLoadEvent) => {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow' });
	const { db } = event.locals.app.database;
	const { isProven } = await findGrant(db, event.params.token, visitorOf(event), new Date());
	if (isProven) redirect(303, `/review/${event.params.token}`);
	return { bare: true };
});

export const actions: Actions = {
	default: forForm(async ({ locals, params, cookies, request }) => {
		const { passcode } = checkInput(PasscodeSchema, await readForm(request));
		await provePasscodeOf({ locals, cookies }, params.token, passcode);
		redirect(303, `/review/${params.token}`);
	})
};
