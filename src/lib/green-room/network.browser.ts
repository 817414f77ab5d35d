/** Measures the way to this server from a page. */
import { noteUpload } from '../upload/upload-speed.browser.ts';
import { probeNetwork as probe, type NetworkRequest } from './network-probe.ts';
import type { NetworkReading } from './network.ts';
import type { Probing } from './probing.ts';

const PATH = '/api/upload-speed';

/** Five seconds of small requests and uploads that the server throws away. @throws the signal's reason when it is aborted */
export function probeNetwork(
	probing: Probing & { durationMs?: number } = {}
): Promise<NetworkReading> {
	return probe(
		{
			ask,
			now: () => performance.now(),
			wait: (ms) => new Promise((done) => setTimeout(done, ms))
		},
		probing
	);
}

async function ask(request: NetworkRequest, signal: AbortSignal): Promise<void> {
	const from = performance.now();
	const bytes = request.kind === 'upload' ? request.bytes : 0;
	const response = await fetch(PATH, {
		...(bytes > 0 ? { method: 'POST', body: noise(bytes) } : {}),
		cache: 'no-store',
		signal
	});
	if (!response.ok) throw new Error(`${response.status}`);
	await response.arrayBuffer();
	// the next recording begins with what was learnt here
	if (bytes > 0) noteUpload(bytes, performance.now() - from);
}

/** Something on the way may compress what is the same all over. */
function noise(bytes: number): Blob {
	const block = crypto.getRandomValues(new Uint8Array(Math.min(bytes, 50_000)));
	const blocks = Array.from({ length: Math.ceil(bytes / block.length) }, () => block);
	return new Blob(blocks, { type: 'application/octet-stream' }).slice(0, bytes);
}
