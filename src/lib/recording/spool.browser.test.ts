import { expect, it } from 'vitest';
import { openIndexedDbSpool } from './spool.browser.ts';
import { describeSpool } from './spool.contract.ts';

const fresh = () => openIndexedDbSpool(`spool-test-${crypto.randomUUID()}`);

describeSpool('IndexedDB', fresh);

it('has every answered chunk after the page that wrote it is gone', async () => {
	const name = `spool-test-${crypto.randomUUID()}`;
	const first = await openIndexedDbSpool(name);
	await first.open({
		takeId: 't',
		sessionId: 's',
		answerId: 'a',
		question: 'Why this program?',
		mimeType: 'video/webm',
		recordedAtMs: 1
	});
	await first.append('t', new Uint8Array([1, 2, 3]), 1000);
	first.close();
	const second = await openIndexedDbSpool(name);
	expect(await second.list()).toMatchObject([{ takeId: 't', bytes: 3, finished: false }]);
	expect([...(await second.read('t', 0, 9))]).toEqual([1, 2, 3]);
});
