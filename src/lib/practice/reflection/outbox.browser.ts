/** Keeps reflections on this device until the server has them; an interview may be sat without a connection. */
import type { Reflection } from '../reflection.ts';

interface Waiting extends Reflection {
	keptAtMs: number;
}
type Outbox = Record<string, Waiting>;

const KEPT_AS = 'vivavoce-reflections';
const PATIENCE_MS = 15_000;
/** What the server refuses may be somebody else's who uses this device too; it is offered again for this long. */
const KEPT_FOR_MS = 30 * 24 * 3600 * 1000;

/** For a browser that keeps nothing: only this page holds them. */
let held: Outbox = {};

function read(): Outbox {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}');
		return { ...(typeof kept === 'object' ? (kept as Outbox) : {}), ...held };
	} catch {
		return held;
	}
}

function write(outbox: Outbox): void {
	try {
		if (Object.keys(outbox).length === 0) localStorage.removeItem(KEPT_AS);
		else localStorage.setItem(KEPT_AS, JSON.stringify(outbox));
		held = {};
	} catch {
		held = outbox;
	}
}

/** `kept`: on the server. `waiting`: on this device, sent when there is a connection. */
export type ReflectionState = 'kept' | 'waiting';

/** Keeps a reflection here, then sends it. Never rejects. */
export async function keepReflection(
	takeId: string,
	reflection: Reflection
): Promise<ReflectionState> {
	const waiting: Waiting = { ...reflection, keptAtMs: Date.now() };
	write({ ...read(), [takeId]: waiting });
	await sendWaiting(takeId);
	return takeId in read() ? 'waiting' : 'kept';
}

/** What waits on this device for a take; undefined when nothing does. */
export function waitingReflection(takeId: string): Reflection | undefined {
	return read()[takeId];
}

/** Sends what waits; only one take's when it is named. Never rejects. */
export async function sendWaiting(only?: string): Promise<void> {
	for (const [takeId, waiting] of Object.entries(read())) {
		if (only !== undefined && only !== takeId) continue;
		const sent = await send(takeId, waiting);
		const { [takeId]: now, ...rest } = read();
		// typed on while it was being sent: the newer words wait for their own turn
		if (!now || now.keptAtMs !== waiting.keptAtMs) continue;
		if (sent || Date.now() - waiting.keptAtMs > KEPT_FOR_MS) write(rest);
	}
}

async function send(takeId: string, { answerId, rating, change }: Waiting): Promise<boolean> {
	try {
		const response = await fetch(`/api/takes/${takeId}/reflection`, {
			method: 'PUT',
			keepalive: true,
			signal: AbortSignal.timeout(PATIENCE_MS),
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ answerId, rating, change })
		});
		return response.ok;
	} catch {
		return false;
	}
}
