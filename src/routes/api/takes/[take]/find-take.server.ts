import type { RequestEvent } from '@sveltejs/kit';
import { Fault } from '$lib/platform/errors';
import { readGrantedTake, readOwnTake, type TakeMedia } from '$lib/practice/queries.server';
import { openGrant } from '$lib/sharing/queries.server';

/**
 * The owner's by cookie, a reviewer's by the token of their link; to everybody else the take does not exist.
 * @throws {Fault} `not-found`
 */
export async function findTake(
	{ locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
	takeId: string
): Promise<TakeMedia> {
	const { db } = locals.app.database;
	const token = url.searchParams.get('review');
	if (token !== null) {
		const grant = await openGrant(db, token, new Date()).catch((caught: unknown) => {
			throw caught instanceof Fault ? new Fault('not-found') : caught;
		});
		return readGrantedTake(db, grant, takeId);
	}
	if (!locals.person) throw new Fault('not-found');
	return readOwnTake(db, locals.person.id, takeId);
}
