import { afterEach, expect, it, vi } from 'vitest';
import { KeptBullets } from './bullets.svelte';

afterEach(() => vi.restoreAllMocks());

it('holds what could not be sent until it can, though its field is gone', async () => {
	const sent: string[] = [];
	let isReachable = false;
	vi.spyOn(globalThis, 'fetch').mockImplementation((_path, init) => {
		if (!isReachable) return Promise.reject(new TypeError('no connection'));
		sent.push(String(init?.body));
		return Promise.resolve(new Response(null, { status: 204 }));
	});
	const bullets = new KeptBullets('/bullets', '');
	bullets.text = 'Village clinic';
	bullets.typed();
	await bullets.keep();
	expect(bullets.saving).toBe('failed');
	isReachable = true;
	await bullets.keep();
	await bullets.keep();
	expect(bullets.saving).toBe('kept');
	expect(sent).toEqual([JSON.stringify({ bullets: 'Village clinic' })]);
});
