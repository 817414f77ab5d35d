import { beforeEach, describe, expect, it, vi } from 'vitest';
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
	const report = (sending: Sending) => void reports.push(sending);
	const sender = sendTake({ spool, takeId, resumed: true, report, safe });
	return { takeId, sender, safe };
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
