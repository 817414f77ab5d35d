import * as v from 'valibot';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput, text } from '$lib/platform/input';
import { deleteSession, writeNote } from '$lib/practice/commands.server';
import type { RequestEvent } from './$types';

const NOTE_LENGTH = 10_000;
const ChangeSchema = v.strictObject({ note: text(NOTE_LENGTH, 'The note') });

export const PATCH = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { note } = checkInput(ChangeSchema, await readJson(request));
	await writeNote(locals.app.database.db, owner, params.session, note);
	return new Response(null, { status: 204 });
});

export const DELETE = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { database, removeBytes } = locals.app;
	await deleteSession(database.db, owner, params.session, removeBytes);
	return new Response(null, { status: 204 });
});
