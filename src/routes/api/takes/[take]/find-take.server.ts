import type { RequestEvent } from '@sveltejs/kit';
import { Fault } from '$lib/platform/errors';
import { readGrantedTake, readOwnTake, type TakeMedia } from '$lib/practice/queries.server';
import type { Grant } from '$lib/sharing/grant';
import { openGrant } from '$lib/sharing/queries.server';
import { recordOpeningOnce } from '$lib/sharing/reviewer/commands.server';
import { visitorOf } from '../../../grant-of.server';

type Asking = Pick<RequestEvent, 'locals' | 'url' | 'cookies'>;

/**
 * The owner's by cookie, a reviewer's by the key of their review; to everybody else the take does not exist.
 * `grant` is null for the owner.
 * @throws {Fault} `not-found`
 */
export async function findAccess(
	{ locals, url, cookies }: Asking,
	takeId: string
): Promise<{ take: TakeMedia; grant: Grant | null }> {
	const { db } = locals.app.database;
	const key = url.searchParams.get('review');
	if (key !== null) {
		const visitor = visitorOf({ locals, cookies });
		const grant = await openGrant(db, key, visitor, new Date()).catch((caught: unknown) => {
			throw caught instanceof Fault ? new Fault('not-found') : caught;
		});
		return { take: await readGrantedTake(db, grant, takeId), grant };
	}
	if (!locals.person) throw new Fault('not-found');
	return { take: await readOwnTake(db, locals.person.id, takeId), grant: null };
}

/**
 * The same for what stands beside a recording: its words, picture and chapters. Who reads them without the page has opened
 * the review too.
 * @throws {Fault} `not-found`
 */
export async function findBeside(
	event: Asking,
	takeId: string
): Promise<{ take: TakeMedia; grant: Grant | null }> {
	const found = await findAccess(event, takeId);
	if (found.grant) {
		await recordOpeningOnce(event.locals.app.database.db, found.grant, null, new Date());
	}
	return found;
}

/** How long a browser may keep it: a reviewer's not at all, for access can end. */
export function keepingOf(grant: Grant | null): string {
	return grant ? 'private, no-store' : 'private, no-cache';
}
