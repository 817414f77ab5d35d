/** Keeps readiness cards on this device until the server has them; a check may be made without a connection. */
import * as v from 'valibot';
import { ReadinessSchema, type Card, type Readiness } from './readiness.ts';

const KEPT_AS = 'vivavoce-readiness';
const PATIENCE_MS = 15_000;

/** For a browser that keeps nothing: only this page holds them. */
let held: Record<string, Readiness> = {};

function read(): Record<string, Readiness> {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}');
		const cards = Object.entries(kept as object).flatMap(([id, card]) => {
			const parsed = v.safeParse(ReadinessSchema, card);
			return parsed.success ? [[id, parsed.output] as const] : [];
		});
		return { ...Object.fromEntries(cards), ...held };
	} catch {
		return held;
	}
}

function write(cards: Record<string, Readiness>): void {
	try {
		if (Object.keys(cards).length === 0) localStorage.removeItem(KEPT_AS);
		else localStorage.setItem(KEPT_AS, JSON.stringify(cards));
		held = {};
	} catch {
		held = cards;
	}
}

/** Cards that the server does not have yet, newest first. */
export function waitingCards(): Card[] {
	return Object.entries(read())
		.map(([id, card]) => ({ id, ...card }))
		.sort((a, b) => b.takenAt.localeCompare(a.takenAt));
}

/** Forgets what waits: who signs in next on this device is somebody else. */
export function forgetWaitingCards(): void {
	held = {};
	write({});
}

/** `kept`: on the server. `waiting`: on this device, sent when there is a connection. `refused`: in the server's words. */
export type CardState = 'kept' | 'waiting' | { refused: string };

/** Keeps a card here, then sends it. Never rejects. */
export async function keepCard({ id, ...card }: Card): Promise<CardState> {
	write({ ...read(), [id]: card });
	return sendCard(id, card);
}

/** Sends what waits; says whether anything was sent. Never rejects. */
export async function sendWaitingCards(): Promise<boolean> {
	let sent = false;
	for (const { id, ...card } of waitingCards())
		sent = (await sendCard(id, card)) === 'kept' || sent;
	return sent;
}

async function sendCard(id: string, card: Readiness): Promise<CardState> {
	const response = await fetch(`/api/readiness/${id}`, {
		method: 'PUT',
		keepalive: true,
		signal: AbortSignal.timeout(PATIENCE_MS),
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(card)
	}).catch(() => null);
	const isSettled = response !== null && (response.ok || response.status === 400);
	if (isSettled) {
		const { [id]: _, ...rest } = read();
		write(rest);
	}
	if (response?.ok) return 'kept';
	if (response?.status !== 400) return 'waiting';
	const body = (await response.json().catch(() => null)) as { message?: string } | null;
	return { refused: body?.message ?? 'The server did not take this card.' };
}
