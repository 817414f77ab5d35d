import { expect, it } from 'vitest';
import { createMemorySpool } from '../recording/spool-memory.ts';
import { createSpoolSource } from './spool-source.ts';

async function spoolWithTake() {
	const spool = createMemorySpool();
	await spool.open({
		takeId: 't',
		sessionId: 's',
		answerId: 'a',
		question: 'Why here?',
		mimeType: 'video/webm',
		recordedAtMs: 0
	});
	return { spool, source: createSpoolSource(spool, 't') };
}

it('gives what is there and says when it was the last', async () => {
	const { spool, source } = await spoolWithTake();
	const bytes = Uint8Array.from({ length: 14 }, (_, at) => at);
	await spool.append('t', bytes, 1);
	expect(await source.slice(0, 2)).toEqual({ value: new Uint8Array([0, 1]), done: false });
	expect(await source.slice(12, 99)).toEqual({ value: new Uint8Array([12, 13]), done: false });
	await spool.finish('t');
	expect(await source.slice(12, 99)).toEqual({ value: new Uint8Array([12, 13]), done: true });
	expect(await source.slice(14, 99)).toEqual({ value: new Uint8Array(0), done: true });
});

it('waits for bytes that are still to come, and at the start for enough to know a recording by', async () => {
	const { spool, source } = await spoolWithTake();
	const coming = source.slice(0, 99);
	await spool.append('t', new Uint8Array([7]), 1);
	source.wake();
	await spool.append('t', new Uint8Array(11), 2);
	source.wake();
	expect(await coming).toEqual({ value: new Uint8Array([7, ...Array(11).fill(0)]), done: false });
	const last = source.slice(12, 99);
	await spool.finish('t');
	source.wake();
	expect(await last).toEqual({ value: new Uint8Array(0), done: true });
});

it('fails when the take is gone', async () => {
	const { spool, source } = await spoolWithTake();
	await spool.remove('t');
	await expect(source.slice(0, 1)).rejects.toThrow('not in the spool');
});

it('rests between two reads while the take is recorded, and not at its end', async () => {
	const { spool } = await spoolWithTake();
	let nowMs = 0;
	const waits: number[] = [];
	const wait = async (ms: number) => {
		waits.push(ms);
		nowMs += ms;
	};
	const source = createSpoolSource(spool, 't', { restMs: 1000, now: () => nowMs, wait });
	await spool.append('t', new Uint8Array(12), 1);
	await source.slice(0, 99);
	await spool.append('t', new Uint8Array([2]), 1);
	nowMs += 300;
	await source.slice(12, 99);
	expect(waits).toEqual([700]);
	await spool.append('t', new Uint8Array([3]), 1);
	await spool.finish('t');
	await source.slice(13, 99);
	expect(waits).toEqual([700]);
});
