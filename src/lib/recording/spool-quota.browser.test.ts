/**
 * Real storage that is really full: the browser is told to give this site only so much. The file system only: Chromium
 * counts what IndexedDB takes too late for a test.
 */
import { afterEach, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { openOpfsSpool } from './spool-opfs.browser.ts';
import { SpoolFull } from './spool.ts';

const { origin } = location;
const TAKE = {
	takeId: 'full',
	sessionId: 's',
	answerId: 'a',
	question: 'Tell me about yourself.',
	mimeType: 'video/webm',
	recordedAtMs: 0
};
const CHUNK_BYTES = 300_000;
const ROOM_BYTES = 3_000_000;

/** Bytes that no store can make smaller, others for every number. */
function chunk(number: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(CHUNK_BYTES);
	let state = number + 1;
	for (let at = 0; at < CHUNK_BYTES; at++) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		bytes[at] = state >>> 24;
	}
	return bytes;
}

/** The one command of the browser's protocol that is used here. */
interface Protocol {
	send(method: string, given: object): Promise<{ usage: number }>;
}
const browser = () => cdp() as unknown as Protocol;

afterEach(() => browser().send('Storage.overrideQuotaForOrigin', { origin }));

it('says when it is full, and keeps every chunk that it took', async () => {
	const spool = await openOpfsSpool(`spool-quota-${crypto.randomUUID()}`);
	await spool.open(TAKE);
	const { usage } = await browser().send('Storage.getUsageAndQuota', { origin });
	await browser().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + ROOM_BYTES });
	let taken = 0;
	const fill = async () => {
		for (; taken < 100; taken++) {
			await spool.append('full', chunk(taken), taken + 1);
		}
	};
	await expect(fill()).rejects.toBeInstanceOf(SpoolFull);
	expect(taken).toBeLessThan(100);
	expect(await spool.describe('full')).toMatchObject({
		bytes: taken * CHUNK_BYTES,
		chunks: taken
	});
	for (let at = 0; at < taken; at++) {
		const bytes = await spool.read('full', at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES);
		expect(bytes).toEqual(chunk(at));
	}
	await spool.remove('full');
	spool.close();
});
