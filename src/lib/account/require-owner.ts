import { Fault } from '../platform/errors.ts';
import type { OwnerId, Person } from './owner.ts';

/**
 * The id of who is signed in.
 * @throws {Fault} `not-found` for somebody without an account: to them nothing of anybody exists
 */
export function requireOwner(person: Person | null): OwnerId {
	if (!person) throw new Fault('not-found');
	return person.id;
}
