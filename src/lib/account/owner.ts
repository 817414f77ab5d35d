declare const proven: unique symbol;

/**
 * The id of the signed-in person, proven by their cookie. Only `account/sign-in.server.ts` makes one, so a read or
 * write that takes an `OwnerId` cannot be reached with an id that came from a form.
 */
export type OwnerId = string & { readonly [proven]: 'OwnerId' };

/** Who is here: anonymous until they sign up. */
export interface Person {
	id: OwnerId;
	name: string;
	email: string | null;
	isAnonymous: boolean;
}
