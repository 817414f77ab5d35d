import type { RequestEvent } from '@sveltejs/kit';
import type { OwnerId } from '$lib/account/owner';

/**
 * Who writes: the person who is here, or a guest made for whoever has no account yet. The guest is here from then on,
 * so that a page drawn in the same answer (without script) shows what was written.
 */
export async function ownerOf(event: RequestEvent): Promise<OwnerId> {
	const { app, person } = event.locals;
	if (person) return person.id;
	const id = await app.accounts.startAnonymously(event);
	event.locals.person = { id, name: 'Guest', email: null, isAnonymous: true };
	return id;
}
