import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemorySpool } from '../recording/spool-memory.ts';
import { SpoolFull, type Spool } from '../recording/spool.ts';
import { sendTake } from './send.browser.ts';
import type { Sending } from './sending.ts';
import { sendOnce, type Attempt } from './tus.browser.ts';

vi.mock(import('./tus.browser.ts'), async (original) => ({
	...(await original()),
	sendOnce: vi.fn()
}));

const attempts: Pick<Attempt, 'uploadId' | 'isKnownThere'>[] = [];
const reports: Sending[] = [];

/** A take of five bytes; `server` does what the server does with one attempt after the other. */
async function send(spool: Spool, ...server: ((attempt: Attempt) => Promise<void>)[]) {
	const takeId = crypto.randomUUID();
	const names = { sessionId: 's', answerId: 'a', question: 'q', mimeType: 'video/webm' };
	await spool.open({ takeId, ...names, recordedAtMs: 1 });
	await spool.append(takeId, new Uint8Array([1, 2, 3, 4, 5]), 1);
	await spool.finish(takeId);
	vi.mocked(sendOnce).mockImplementation((attempt) => {
		const { uploadId, isKnownThere } = attempt;
		attempts.push({ uploadId, isKnownThere });
		const act = server.shift();
		if (!act) throw new Error('not expected');
		return act(attempt);
	});
	const safe = vi.fn(async () => undefined);
	const deleted = vi.fn(async () => undefined);
	const report = (sending: Sending) => void reports.push(sending);
	const sender = sendTake({ spool, takeId, resumed: true, report, safe, deleted });
	return { takeId, sender, safe, deleted };
}

/** The server says that its upload of so many bytes is complete. */
const complete =
	(bytes: number) =>
	({ confirmed }: Attempt) =>
		confirmed(bytes);

const takeAll = async ({ source, confirmed }: Attempt) => {
	const { value, done } = await source.slice(0, 99);
	expect(done).toBe(true);
	await confirmed(value.byteLength);
};

const gone = async () => {
	throw { originalResponse: { getStatus: () => 410, getBody: () => '' } };
};

const refuse = (status: number, code: string) => async () => {
	const getBody = () => JSON.stringify({ code, message: 'because' });
	throw { originalResponse: { getStatus: () => status, getBody } };
};

afterEach(() => vi.unstubAllGlobals());
beforeEach(() => {
	attempts.length = 0;
	reports.length = 0;
});

describe('an upload that the server closed before everything had arrived', () => {
	it.each([
		['as complete', complete(2)],
		['as given up', gone]
	])('%s: the whole recording is sent as a new take', async (_how, closed) => {
		const { takeId, sender, safe } = await send(createMemorySpool(), closed, takeAll);
		expect(await sender.settled).toBe(true);
		const [first, second] = attempts;
		expect(first?.uploadId).toBe(takeId);
		expect(second?.uploadId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
		expect(second).not.toMatchObject({ uploadId: takeId });
		expect(second?.isKnownThere).toBe(false);
		expect(safe).toHaveBeenCalledWith(second?.uploadId);
		expect(reports.at(-1)).toEqual({ state: 'safe', totalBytes: 5 });
	});

	it('goes on under the same new id on a page that is opened later', async () => {
		const spool = createMemorySpool();
		const { takeId, sender } = await send(spool, complete(2), takeAll);
		await sender.settled;
		const again = await import('./next-upload-id.browser.ts');
		expect(await again.nextUploadId(takeId)).toBe(attempts[1]?.uploadId);
	});

	it('is begun anew while the recording still goes on', async () => {
		const spool = createMemorySpool();
		let isFinished = false;
		const describe = async (takeId: string) => {
			const take = await spool.describe(takeId);
			return take && { ...take, finished: isFinished };
		};
		const { sender, takeId } = await send({ ...spool, describe }, complete(5), async (attempt) => {
			isFinished = true;
			await takeAll(attempt);
		});
		expect(await sender.settled).toBe(true);
		expect(attempts[1]?.uploadId).not.toBe(takeId);
	});

	it('is not begun anew for ever', async () => {
		const closed = Array(4).fill(complete(2)) as ReturnType<typeof complete>[];
		const { sender, safe } = await send(createMemorySpool(), ...closed);
		await expect.poll(() => reports.at(-1)?.state).toBe('refused');
		expect(new Set(attempts.map(({ uploadId }) => uploadId)).size).toBe(4);
		expect(safe).not.toHaveBeenCalled();
		sender.pause();
	});

	it('is told where the start is not here any more, and nothing is called safe', async () => {
		const spool = { ...createMemorySpool(), read: () => Promise.reject(new Error('let go of')) };
		const { sender, safe } = await send(spool, complete(2));
		await expect.poll(() => reports.at(-1)?.state).toBe('refused');
		expect(safe).not.toHaveBeenCalled();
		sender.pause();
	});
});

it('believes the count of the server where a full device cannot note it down', async () => {
	const full = { ...createMemorySpool(), confirm: () => Promise.reject(new SpoolFull()) };
	const { sender, safe, takeId } = await send(full, complete(5));
	expect(await sender.settled).toBe(true);
	expect(safe).toHaveBeenCalledWith(takeId);
	expect(reports.at(-1)).toEqual({ state: 'safe', totalBytes: 5 });
});

it('does not call safe what the server has lost since it was noted, and then closed', async () => {
	const spool = createMemorySpool();
	// an earlier page heard of all five bytes; a power cut cost the server three of them
	const describe = async (takeId: string) => {
		const take = await spool.describe(takeId);
		return take && { ...take, confirmedBytes: 5 };
	};
	const { sender, safe, takeId } = await send({ ...spool, describe }, complete(2), takeAll);
	expect(await sender.settled).toBe(true);
	expect(attempts[1]?.uploadId).not.toBe(takeId);
	expect(safe).toHaveBeenCalledExactlyOnceWith(attempts[1]?.uploadId);
});

it('nor what it has lost since this page heard of it', async () => {
	const cut = async ({ confirmed }: Attempt) => {
		await confirmed(5);
		await refuse(0, '')();
	};
	const { sender, safe, takeId } = await send(createMemorySpool(), cut, complete(2), takeAll);
	expect(await sender.settled).toBe(true);
	expect(safe).toHaveBeenCalledExactlyOnceWith(attempts[2]?.uploadId);
	expect(attempts[2]?.uploadId).not.toBe(takeId);
});

it.each([
	['before an attempt', [1]],
	['again and again, also for the progress line', [1, 2, 3, 4]],
	['when all is said to be there', [2, 3]]
])('goes on after a spool that could not answer %s', async (_when, silent) => {
	const spool = createMemorySpool();
	let asked = 0;
	const describe = (takeId: string) =>
		silent.includes(++asked) ? Promise.reject(new Error('blinks')) : spool.describe(takeId);
	const server = [takeAll, takeAll, complete(5)];
	const { sender, safe } = await send({ ...spool, describe }, ...server);
	expect(await sender.settled).toBe(true);
	expect(safe).toHaveBeenCalledOnce();
	expect(asked).toBeGreaterThan(Math.max(...silent));
});

describe('a take that its owner deleted', () => {
	const deletedThere = refuse(410, 'deleted');
	const answer = (status: number) =>
		vi.stubGlobal(
			'fetch',
			vi.fn(async () => new Response(null, { status }))
		);

	it('is let go of, and not sent again', async () => {
		answer(404);
		const { sender, safe, deleted } = await send(createMemorySpool(), deletedThere);
		expect(await sender.settled).toBe(true);
		expect(deleted).toHaveBeenCalledOnce();
		expect([attempts.length, safe.mock.calls.length]).toEqual([1, 0]);
	});

	it('goes on as the take that an earlier page began instead', async () => {
		answer(200);
		const { sender, safe, deleted, takeId } = await send(
			createMemorySpool(),
			deletedThere,
			takeAll
		);
		expect(await sender.settled).toBe(true);
		expect(deleted).not.toHaveBeenCalled();
		expect(attempts[1]).toMatchObject({ isKnownThere: true });
		expect(attempts[1]?.uploadId).not.toBe(takeId);
		expect(safe).toHaveBeenCalledWith(attempts[1]?.uploadId);
		expect(sender.uploadId).toBe(attempts[1]?.uploadId);
	});

	it('is kept while the server cannot say whether there is such a take', async () => {
		answer(503);
		const { sender, deleted } = await send(createMemorySpool(), deletedThere, deletedThere);
		await expect.poll(() => reports.at(-1)?.state).toBe('waiting');
		expect(deleted).not.toHaveBeenCalled();
		answer(404);
		sender.again();
		expect(await sender.settled).toBe(true);
		expect(deleted).toHaveBeenCalledOnce();
	});

	it('is not taken away while it is still recorded', async () => {
		const spool = createMemorySpool();
		const describe = async (takeId: string) => {
			const take = await spool.describe(takeId);
			return take && { ...take, finished: false };
		};
		const { sender, deleted } = await send({ ...spool, describe }, deletedThere);
		await expect.poll(() => reports.at(-1)).toMatchObject({ state: 'refused', code: 'deleted' });
		expect(deleted).not.toHaveBeenCalled();
		sender.pause();
	});
});
