import { Fault } from '../platform/errors.ts';
import { SNIFF_BYTES, sniffContainer } from './container.ts';

/** What a refused body may still cost, in bytes. */
const MOST_DRAINED = 64_000_000;

/**
 * Looks at the first bytes of a request's body without using them up.
 * @returns a request with the same whole body
 * @throws {Fault} `not-a-recording` when they are not those of WebM or MP4, or when there are too few to tell
 */
export async function peekRecording(request: Request): Promise<Request> {
	if (!request.body) throw new Fault('not-a-recording');
	const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
	const seen: Uint8Array[] = [];
	let length = 0;
	while (length < SNIFF_BYTES) {
		const { value, done } = await reader.read();
		if (done) break;
		seen.push(value);
		length += value.byteLength;
	}
	if (!sniffContainer(Buffer.concat(seen))) {
		await drain(reader);
		throw new Fault('not-a-recording');
	}
	const body = new ReadableStream<Uint8Array>({
		start: (controller) => seen.forEach((bytes) => controller.enqueue(bytes)),
		async pull(controller) {
			const { value, done } = await reader.read();
			if (done) controller.close();
			else controller.enqueue(value);
		},
		cancel: (reason) => reader.cancel(reason)
	});
	return new Request(request.url, {
		method: request.method,
		headers: request.headers,
		signal: request.signal,
		body,
		duplex: 'half'
	} as RequestInit);
}

/** A request is refused in words only when its body has been read: cancelling it would cut the line instead. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
	for (let bytes = 0; bytes < MOST_DRAINED;) {
		const { value, done } = await reader.read();
		if (done) return;
		bytes += value.byteLength;
	}
	await reader.cancel().catch(() => undefined);
}
