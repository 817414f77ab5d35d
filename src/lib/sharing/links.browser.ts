/** Asks the server for review links, from the owner's page. */
import type { GrantChange, NewGrant } from './new-grant.ts';
import type { Opening } from './opening.ts';

/** A link that was just made; it cannot be shown again. */
export interface MadeLink {
	/** Of its grant. */
	id: string;
	link: string;
	reviewerName: string;
	expiresAt: Date;
	/** Is an invitation on its way by mail? */
	isMailed: boolean;
	/** False: prepared, and opened to the reviewer later. */
	isReleased: boolean;
}

/** What the form sends: days are written as days. */
export type WantedLink = Omit<NewGrant, 'dueOn'> & { dueOn?: string | undefined };
export type WantedChange = Omit<GrantChange, 'dueOn'> & { dueOn?: string | null | undefined };

const OFFLINE = 'The server could not be reached. Check your connection, then try again.';

/** A refusal; `field` names what in the form is at fault. */
export class Refused extends Error {
	readonly field: string | undefined;

	constructor(message: string, field?: string) {
		super(message);
		this.field = field;
	}
}

/** @throws {Refused} with a sentence for the person. */
export async function makeLink(sessionId: string, wanted: WantedLink): Promise<MadeLink> {
	const response = await send('POST', `/api/sessions/${sessionId}/grants`, wanted);
	const made = (await response.json()) as {
		id: string;
		link: string;
		expiresAt: string;
		isMailed: boolean;
	};
	const { reviewerName, release } = wanted;
	return {
		...made,
		reviewerName,
		expiresAt: new Date(made.expiresAt),
		isReleased: release !== false
	};
}

/** A new link for a grant that is there; the old one opens nothing any more. @throws {Refused} */
export async function makeNewLink(grantId: string): Promise<string> {
	const response = await send('POST', `/api/grants/${grantId}/link`);
	return ((await response.json()) as { link: string }).link;
}

/** @throws {Refused} with a sentence for the person. */
export async function changeLink(grantId: string, wanted: WantedChange): Promise<void> {
	await send('PATCH', `/api/grants/${grantId}`, wanted);
}

/** When it was opened and what was watched, latest first. @throws {Refused} */
export async function readOpenings(grantId: string): Promise<Opening[]> {
	const response = await send('GET', `/api/grants/${grantId}`);
	const { openings } = (await response.json()) as { openings: (Opening & { at: string })[] };
	return openings.map((each) => ({ ...each, at: new Date(each.at) }));
}

async function send(method: string, address: string, body?: object): Promise<Response> {
	const init: RequestInit = { method };
	if (body) {
		init.headers = { 'content-type': 'application/json' };
		init.body = JSON.stringify(body);
	}
	const response = await fetch(address, init).catch(() => null);
	if (!response) throw new Refused(OFFLINE);
	if (response.ok) return response;
	const fault = (await response.json().catch(() => null)) as {
		message?: string;
		field?: string;
	} | null;
	throw new Refused(fault?.message ?? OFFLINE, fault?.field);
}
