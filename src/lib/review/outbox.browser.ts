/** Keeps an outbox on this device and sends it, one change at a time. */
import type { FaultBody } from '../platform/errors.ts';
import { requestFor, type Change, type Outbox } from './outbox.ts';

/** A comment that is being typed, pinned to its moment. */
export interface Typing {
	takeId: string;
	atMs: number;
	text: string;
}

interface Kept {
	outbox: Outbox;
	typing: Typing | null;
}

/**
 * How a request ended. `again`: no server or no answer, try later. `closed`: the review is submitted. `ended`: the
 * link is not active any more. `refused`: it will never be taken, and why.
 */
export type Sent = { is: 'done' | 'again' | 'closed' | 'ended' } | { is: 'refused'; why: string };

/** After this long without an answer a request is given up and tried again, in milliseconds. */
const PATIENCE_MS = 15_000;

const keyFor = (grantId: string) => `vivavoce:review:${grantId}`;

/** What this device kept for a grant; nothing when there is nothing or it cannot be read. */
export function readKept(grantId: string): Kept {
	try {
		const kept = JSON.parse(localStorage.getItem(keyFor(grantId)) ?? 'null') as Kept | null;
		return kept ?? { outbox: [], typing: null };
	} catch {
		return { outbox: [], typing: null };
	}
}

/** Keeps it across a reload. False when this browser refuses (private mode, full): then only this page holds it. */
export function keep(grantId: string, kept: Kept): boolean {
	try {
		if (kept.outbox.length === 0 && !kept.typing) localStorage.removeItem(keyFor(grantId));
		else localStorage.setItem(keyFor(grantId), JSON.stringify(kept));
		return true;
	} catch {
		return false;
	}
}

/** Sends one change. Never throws. */
export async function sendChange(token: string, change: Change): Promise<Sent> {
	const { method, path, body } = requestFor(change);
	return send(token, method, path, body);
}

/** Sends any request of the review's own address. Never throws. */
export async function send(
	token: string,
	method: string,
	path: string,
	body?: object
): Promise<Sent> {
	const address = `/api/reviews/${token}`;
	try {
		const response = await fetch(address + path, {
			method,
			// a page that is being closed still gets its last words out
			keepalive: true,
			signal: AbortSignal.timeout(PATIENCE_MS),
			...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
		});
		if (response.ok) return { is: 'done' };
		// a passcode was set meanwhile: what is unsent waits on this device
		if (response.status === 403) return { is: 'ended' };
		if (response.status >= 500 || response.status === 429) return { is: 'again' };
		if (response.status === 404 && !(await fetch(address)).ok) return { is: 'ended' };
		// removing what is gone already is done
		if (response.status === 404 && method === 'DELETE') return { is: 'done' };
		const { code, message } = (await response.json()) as FaultBody;
		if (code === 'review-submitted') return { is: 'closed' };
		return { is: 'refused', why: message };
	} catch {
		return { is: 'again' };
	}
}

/** The time by this device's clock, ISO 8601. */
export const momentNow = (): string => new Date().toISOString();
