import { afterEach, expect, it, vi } from 'vitest';
import { createMemorySpool } from '../recording/spool-memory.ts';
import { createSpoolSource } from './spool-source.ts';
import { refusalOf, sendOnce } from './tus.browser.ts';

afterEach(() => vi.unstubAllGlobals());

const asked: string[] = [];

/** The server's words for a take that its owner deleted; a HEAD has none. */
class Deleting {
	upload = {};
	status = 0;
	responseText = '';
	onload = (): void => undefined;
	#method = '';
	open(method: string): void {
		this.#method = method;
		asked.push(method);
	}
	setRequestHeader(): void {}
	getResponseHeader(): null {
		return null;
	}
	abort(): void {}
	send(): void {
		this.status = 410;
		if (this.#method !== 'HEAD') this.responseText = '{"code":"deleted","message":"It is gone."}';
		queueMicrotask(() => this.onload());
	}
}

it('hears that a take was deleted, and sends no byte of it', async () => {
	vi.stubGlobal('XMLHttpRequest', Deleting);
	const spool = createMemorySpool();
	const takeId = crypto.randomUUID();
	const names = { sessionId: 's', answerId: 'a', question: 'q', mimeType: 'video/webm' };
	await spool.open({ takeId, ...names, recordedAtMs: 1 });
	const take = await spool.describe(takeId);
	const sending = sendOnce({
		...{ take: take!, uploadId: takeId, isKnownThere: true },
		source: createSpoolSource(spool, takeId),
		signal: new AbortController().signal,
		confirmed: async () => undefined
	});
	const refusal = await sending.then(() => null, refusalOf);
	expect(refusal).toEqual({ status: 410, code: 'deleted', message: 'It is gone.' });
	expect(asked).toEqual(['HEAD', 'POST']);
});
