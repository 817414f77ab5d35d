/** How an upload is refused: a code and a sentence, whoever refused it. */
import { codeForStatus, Fault } from '../platform/errors.ts';
import { isDiskFull } from '../platform/disk.server.ts';
import { isOutage } from '../platform/outage.ts';

export const TUS_HEADERS = { 'tus-resumable': '1.0.0', 'cache-control': 'no-store' };

/** When to try again, in seconds, after what passes by itself. */
const RETRY_AFTER_S: Record<number, string> = { 503: '5', 507: '15' };

/** tus's 501: what it cannot do is nothing that went wrong here. */
const IN_PARTS = 'An upload is sent as one; putting several together is not done here.';

/** What of a refused body is read so that its sender hears the answer, in bytes and milliseconds. */
const MOST_DRAINED = 16_000_000;
const LONGEST_DRAIN_MS = 3000;

/** An expected refusal; null for a fault of ours. */
export function faultOf(caught: unknown): Fault | null {
	if (caught instanceof Fault) return caught;
	if (isDiskFull(caught)) return new Fault('disk-full');
	return isOutage(caught) ? new Fault('storage-unavailable') : null;
}

export function refuse(fault: Fault, status = fault.status): Response {
	const after = RETRY_AFTER_S[status];
	const headers = { ...TUS_HEADERS, ...(after ? { 'retry-after': after } : {}) };
	return Response.json(fault.toBody(), { status, headers });
}

/**
 * tus answers in plain text and in statuses of its own; here a refusal is JSON like everywhere on `/api/*`, in our words
 * where there are some. `isQuota`: what was too large was so for the quota.
 */
export async function asJson(response: Response, isQuota: boolean): Promise<Response> {
	const isJson = response.headers.get('content-type')?.startsWith('application/json');
	if (response.status < 400 || isJson) return response;
	const text = (await response.text()).trim();
	const { status } = response;
	if (status === 507) return refuse(new Fault('disk-full'));
	if (status === 413 && isQuota) return refuse(new Fault('quota-full'));
	// an interrupted request, which the next one goes on from
	if (text.startsWith('Request aborted')) return refuse(new Fault('conflict'));
	// tus says 403 when a header is missing; whose upload it is was proven before
	if (status === 403) return refuse(new Fault('bad-input', { message: text }));
	if (status === 501) return refuse(new Fault('bad-input', { message: IN_PARTS }));
	const code = codeForStatus(status);
	const message = code === 'bad-input' ? text || undefined : undefined;
	return refuse(new Fault(code, message === undefined ? {} : { message }), status);
}

/**
 * A refusal arrives in words only when the body was read: left unread, the line is cut in the middle of it. A body too
 * long for that is not waited for.
 */
export async function readOut(request: Request): Promise<'whole' | 'cut'> {
	if (!request.body) return 'whole';
	if (request.bodyUsed || request.body.locked) return 'cut';
	if (Number(request.headers.get('content-length') ?? 0) > MOST_DRAINED) return 'cut';
	const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
	const timer = setTimeout(() => void reader.cancel().catch(() => undefined), LONGEST_DRAIN_MS);
	try {
		for (let bytes = 0; bytes < MOST_DRAINED;) {
			const { value, done } = await reader.read();
			if (done) return 'whole';
			bytes += value.byteLength;
		}
	} catch {
		// its sender is gone
	} finally {
		clearTimeout(timer);
	}
	return 'cut';
}
