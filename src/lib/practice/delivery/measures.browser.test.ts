import { afterEach, expect, it, vi } from 'vitest';
import { measures } from './measures.svelte.ts';

/** No sound that any browser could read. */
const UNREADABLE = new Blob([new Uint8Array(2000)], { type: 'video/webm' });
const work = (takeId: string) => measures.work.get(takeId);

afterEach(() => vi.restoreAllMocks());

it('says that a recording could not be loaded, and can be asked again', async () => {
	const takeId = crypto.randomUUID();
	await measures.analyse(takeId, () => Promise.reject(new Error('no network')));
	expect(work(takeId)).toBe('not-loaded');
	await measures.analyse(takeId, async () => null);
	expect(work(takeId)).toBeUndefined();
});

it('waits for nothing when the device will not keep what was measured', async () => {
	const takeId = crypto.randomUUID();
	const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
		throw new DOMException('There is no room.', 'QuotaExceededError');
	});
	await measures.analyse(takeId, async () => UNREADABLE);
	expect(full).toHaveBeenCalled();
	expect(work(takeId)).toBe('not-kept');

	full.mockRestore();
	// no server takes it: it waits on the device
	vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'));
	await measures.analyse(takeId, async () => UNREADABLE);
	expect(work(takeId)).toBe('keeping');
	await measures.discard([takeId]);
	expect(work(takeId)).toBeUndefined();
});
