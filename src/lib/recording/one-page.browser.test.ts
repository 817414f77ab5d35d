import { afterEach, describe, expect, it, vi } from 'vitest';
import { hold, holdIfFree } from './one-page.browser.ts';

for (const locks of ['with Web Locks', 'without Web Locks']) {
	describe(locks, () => {
		const use = () => {
			if (locks === 'without Web Locks') {
				vi.stubGlobal('navigator', Object.create(null));
			}
		};
		afterEach(() => vi.unstubAllGlobals());

		it('one page has a name, the next is told, and gets it afterwards', async () => {
			use();
			const name = crypto.randomUUID();
			const letGo = await holdIfFree(name);
			expect(letGo).not.toBeNull();
			expect(await holdIfFree(name)).toBeNull();
			const waiting = hold(name);
			letGo?.();
			const letGoAgain = await waiting;
			expect(await holdIfFree(name)).toBeNull();
			letGoAgain();
		});

		it('stops waiting when asked to', async () => {
			use();
			const name = crypto.randomUUID();
			const letGo = await holdIfFree(name);
			const ending = new AbortController();
			const waiting = hold(name, ending.signal);
			ending.abort();
			await expect(waiting).rejects.toThrow();
			letGo?.();
		});
	});
}

it('believes no note of a page that died', async () => {
	vi.stubGlobal('navigator', Object.create(null));
	localStorage.setItem('hold dead', `someone ${Date.now() - 60_000}`);
	const letGo = await holdIfFree('dead');
	expect(letGo).not.toBeNull();
	letGo?.();
	vi.unstubAllGlobals();
});
