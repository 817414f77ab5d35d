import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { requireOwner } from '$lib/account/require-owner';
import { deleteCard, keepCard } from '$lib/green-room/commands.server';
import { readCard } from '$lib/green-room/queries.server';
import { ReadinessSchema } from '$lib/green-room/readiness';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput, id } from '$lib/platform/input';
import { ownerOf } from '../../../owner-of.server';
import type { RequestEvent } from './$types';

const CardId = v.strictObject({ card: id });

/** Keeps a card under the id that the device made; sent again it is kept once. A stranger becomes a guest. */
export const PUT = endpoint(async (event: RequestEvent) => {
	const { card: cardId } = checkInput(CardId, { card: event.params.card });
	const card = checkInput(ReadinessSchema, await readJson(event.request));
	const owner = await ownerOf(event);
	await keepCard(event.locals.app.database.db, owner, cardId, card, new Date());
	return new Response(null, { status: 204 });
});

export const GET = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { card } = await readCard(locals.app.database.db, owner, params.card);
	return json(card);
});

export const DELETE = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	await deleteCard(locals.app.database.db, owner, params.card);
	return new Response(null, { status: 204 });
});
