/**
 * One row of the table of routes: what is asked, who may, and what they get. Whoever may not gets the same refusal as
 * for something that does not exist. tests/house/routes.test.ts sees that no route is without a row.
 */
import type { APIRequestContext } from '@playwright/test';
import type { Things } from './things.ts';

/** Refused first when a row is tried, so that what they must not do is tried on what is still there. */
export const ROLES = [
	'owner',
	/** Holds the link of grant A and has no account. */
	'granted by link',
	/** Keeps grant A in their account, and opens it by its id. */
	'granted by account',
	/** A guest with the link of grant B: the same session, the same answer. */
	'another reviewer',
	/** A guest with the link of a grant of somebody else's session. */
	'a reviewer elsewhere',
	/** A guest who kept a grant of the session that was withdrawn, with its link. */
	'revoked reviewer',
	/** Signed up, with sessions of their own; tries the id of grant A. */
	'stranger',
	/** No account, and a link that was never made. */
	'anonymous'
] as const;
export type Role = (typeof ROLES)[number];

/** Who tries. */
export interface Visitor {
	role: Role;
	/** Of the review that they hold, or would like to hold. */
	key: string;
	/** Whose cookies are sent; of who has no account it is a new one for each request. */
	request: () => Promise<APIRequestContext>;
}

export type May = Partial<Record<Role, number>>;

export interface Sent {
	data?: object | Buffer;
	form?: Record<string, string>;
	headers?: Record<string, string>;
}

/** A method of an endpoint, a page, or a form action by its name. */
export type Act =
	'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'page' | `?/${string}`;

export interface Row {
	/** As SvelteKit names it. */
	route: string;
	act: Act;
	/** Where the same is tried in several ways: which. */
	how?: string;
	/** Who may, with the status that they get. */
	may: May;
	/** What everybody else gets; 404. */
	refused?: number;
	/** Fills the brackets of the route; what is left out comes from `Things` by its name. */
	params?: (things: Things, by: Visitor) => Record<string, string>;
	query?: (things: Things, by: Visitor) => string;
	sends?: (things: Things, by: Visitor) => Sent;
	/** Server-sent events: only how it begins. */
	streams?: true;
	/** Who sends it chooses the id: one that is not there yet is new, and no refusal. */
	isChosen?: true;
	/** What `seenBy` find in the answer, and nobody else. */
	shows?: (things: Things) => string;
	/** The owner, unless said otherwise. */
	seenBy?: readonly Role[];
}

/** The same status for each of these. */
export function all(roles: readonly Role[], status: number): May {
	return Object.fromEntries(roles.map((role) => [role, status]));
}

export const owner = (status: number) => all(['owner'], status);
/** Open to anybody by intent. */
export const open = (status: number) => all(ROLES, status);

/** Who holds grant A. */
export const GRANTED = ['granted by link', 'granted by account'] as const satisfies Role[];
/** Who reviews the session. */
export const REVIEWING = [...GRANTED, 'another reviewer'] as const satisfies Role[];
/** Who holds a grant that is good, of whatever session. */
export const HOLDING = [...REVIEWING, 'a reviewer elsewhere'] as const satisfies Role[];
/** The two who are in the circle and in the peer interviews. */
export const BOTH = ['owner', 'granted by account'] as const satisfies Role[];
/** Whose request says who they are: what belongs to a person is there for each of them, and is their own. */
export const KNOWN = ROLES.filter((role) => role !== 'granted by link' && role !== 'anonymous');
/** Of these, who signed up. */
export const SIGNED_UP = ['owner', 'granted by account', 'stranger'] as const satisfies Role[];

/** Of what can be done once, one for each who may. */
export const sparesFor = (spares: Record<'first' | 'second', string>, { role }: Visitor): string =>
	role === 'granted by account' ? spares.second : spares.first;
