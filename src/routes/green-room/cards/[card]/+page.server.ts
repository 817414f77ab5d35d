import { requireOwner } from '$lib/account/require-owner';
import { readCard } from '$lib/green-room/queries.server';
import { forPage } from '$lib/platform/answer.server';
import type { PageServerLoadEvent } from './$types';

export const load = forPage(({ locals, params }: PageServerLoadEvent) =>
	readCard(locals.app.database.db, requireOwner(locals.person), params.card)
);
