import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { RequestEvent } from '@sveltejs/kit';
import { PLAN } from '../../../../../../tests/fixtures/plan.ts';
import { database, type TestDatabase } from '../../../../../../tests/database.ts';
import { openSession } from '$lib/practice/commands.server';
import { openPeerInterview } from '$lib/practice/peer/commands.server';
import { createPeerHub } from '$lib/practice/peer/hub.server';
import { GET } from './+server';

let data: TestDatabase;
beforeAll(async () => {
	data = await database();
});
afterAll(() => data.close());
afterEach(() => vi.useRealTimers());

it('leaves nothing running when the server ends the line', async () => {
	const ana = await data.owner('Ana');
	const peer = await openPeerInterview(data.db, ana, await openSession(data.db, ana, PLAN));
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
	const peers = createPeerHub(() => 0);
	const ofHub = vi.getTimerCount();
	const locals = { person: { id: ana }, app: { database: { db: data.db }, peers } };
	await GET({ locals, params: { peer } } as unknown as RequestEvent<{ peer: string }> & never);
	expect(vi.getTimerCount()).toBe(ofHub + 1);
	peers.tellAll(peer, { type: 'ended' });
	expect(vi.getTimerCount()).toBe(ofHub);
	peers.close();
});
