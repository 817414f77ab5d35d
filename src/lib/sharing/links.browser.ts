/** Asks the server for review links, from the owner's page. */
import type { NewGrant } from './grant.ts';

/** A link that was just made; it cannot be shown again. */
export interface MadeLink {
	/** Of its grant. */
	id: string;
	link: string;
	reviewerName: string;
	expiresAt: Date;
}

const OFFLINE = 'The server could not be reached. Check your connection, then try again.';

/** @throws {Error} with a sentence for the person. */
export async function makeLink(sessionId: string, wanted: NewGrant): Promise<MadeLink> {
	const response = await ask(`/api/sessions/${sessionId}/grants`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(wanted)
	});
	const made = (await response.json()) as {
		id: string;
		link: string;
		expiresAt: string;
	};
	const { reviewerName } = wanted;
	return { ...made, reviewerName, expiresAt: new Date(made.expiresAt) };
}

/** @throws {Error} with a sentence for the person. */
export async function withdrawLink(grantId: string): Promise<void> {
	await ask(`/api/grants/${grantId}`, { method: 'DELETE' });
}

async function ask(address: string, init: RequestInit): Promise<Response> {
	const response = await fetch(address, init).catch(() => null);
	if (!response) throw new Error(OFFLINE);
	if (response.ok) return response;
	const body = (await response.json().catch(() => null)) as { message?: string } | null;
	throw new Error(body?.message ?? OFFLINE);
}
