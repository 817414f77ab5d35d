import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { readForm } from '$lib/platform/answer.server';
import { Fault, type FaultBody } from '$lib/platform/errors';
import { checkInput, requiredText, text } from '$lib/platform/input';
import { listSessions } from '$lib/practice/queries.server';
import { chooseRhythm } from '$lib/sharing/notices/commands.server';
import { MAIL_RHYTHMS } from '$lib/sharing/notices/notice';
import { readRhythm } from '$lib/sharing/notices/queries.server';
import type { Actions, PageServerLoad } from './$types';

const Email = v.pipe(
	text(254, 'The email address'),
	v.email('This is not an email address. It looks like name@example.org.')
);
const Password = v.pipe(
	v.string('The password must be text.'),
	v.minLength(10, 'The password needs at least 10 characters.'),
	v.maxLength(200, 'The password can have at most 200 characters.')
);
const SignUp = v.strictObject({
	name: requiredText(80, 'The name'),
	email: Email,
	password: Password
});
const SignIn = v.strictObject({
	email: Email,
	password: v.pipe(
		v.string('The password must be text.'),
		v.minLength(1, 'Write your password.'),
		v.maxLength(200, 'The password can have at most 200 characters.')
	)
});

const Rhythm = v.strictObject({
	rhythm: v.picklist(MAIL_RHYTHMS, 'Choose how often mail comes: at once, daily or off.')
});

/** What a refused form shows again; never the password. */
interface Refusal extends FaultBody {
	form: 'sign-up' | 'sign-in' | 'sign-out' | 'mail';
	values: { name: string; email: string };
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const { app, person } = locals;
	const sessions = person ? await listSessions(app.database.db, person.id) : [];
	return {
		email: person?.email ?? null,
		sessions: sessions.length,
		rhythm: person ? await readRhythm(app.database.db, person.id) : null,
		form: url.searchParams.get('form') === 'sign-in' ? ('sign-in' as const) : ('sign-up' as const)
	};
};

export const actions: Actions = {
	signUp: (event) =>
		act(event, 'sign-up', async (fields) => {
			refuseSecond(event);
			await event.locals.app.accounts.signUp(event, checkInput(SignUp, fields));
		}),
	signIn: (event) =>
		act(event, 'sign-in', async (fields) => {
			refuseSecond(event);
			await event.locals.app.accounts.signIn(event, checkInput(SignIn, fields));
		}),
	mail: (event) =>
		act(event, 'mail', async (fields) => {
			const { rhythm } = checkInput(Rhythm, fields);
			const { app, person } = event.locals;
			if (!person || person.isAnonymous) throw new Fault('not-signed-in');
			await chooseRhythm(app.database.db, person.id, rhythm);
		}),
	signOut: (event) =>
		act(event, 'sign-out', async (fields) => {
			checkInput(v.strictObject({}), fields);
			if (event.locals.person?.isAnonymous) {
				const message = 'A guest cannot sign out: there would be no way back in. Sign up first.';
				throw new Fault('not-allowed', { message });
			}
			await event.locals.app.accounts.signOut(event);
		})
};

/** Does it, and returns to the page; a refusal comes back with what was typed. */
async function act(
	event: RequestEvent,
	form: Refusal['form'],
	doIt: (fields: Record<string, string>) => Promise<void>
): Promise<ActionFailure<Refusal>> {
	let fields: Record<string, string> = {};
	try {
		fields = await readForm(event.request);
		await doIt(fields);
	} catch (caught) {
		if (!(caught instanceof Fault)) throw caught;
		const values = { name: fields['name'] ?? '', email: fields['email'] ?? '' };
		return fail(caught.status, { ...caught.toBody(), form, values });
	}
	redirect(303, form === 'sign-out' ? '/' : '/account');
}

function refuseSecond({ locals }: RequestEvent): void {
	if (!locals.person || locals.person.isAnonymous) return;
	const message = 'You are signed in already. Sign out first.';
	throw new Fault('conflict', { message });
}
