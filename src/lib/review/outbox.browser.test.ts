import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keep, readKept, send } from './outbox.browser.ts';
import { addChange } from './outbox.ts';

const typing = { takeId: 't', atMs: 900, text: 'Strong sta' };

beforeEach(() => localStorage.clear());

describe('what this device keeps of a review', () => {
	it('comes back whole, and apart from that of other grants', () => {
		const outbox = addChange([], { kind: 'words', words: { keep: 'The opening' } });
		expect(keep('one', { outbox, typing })).toBe(true);
		expect(readKept('one')).toEqual({ outbox, typing });
		expect(readKept('other')).toEqual({ outbox: [], typing: null });
	});

	it('leaves nothing behind once everything is confirmed', () => {
		keep('one', { outbox: [], typing });
		keep('one', { outbox: [], typing: null });
		expect(localStorage).toHaveLength(0);
	});

	it('is given up, not tripped over, when it cannot be read', () => {
		localStorage.setItem('vivavoce:review:one', '{"outbox":');
		expect(readKept('one')).toEqual({ outbox: [], typing: null });
	});
});

describe('what the server refuses', () => {
	const answer = (code: string) =>
		vi
			.spyOn(globalThis, 'fetch')
			.mockResolvedValue(Response.json({ code, message: 'In words.' }, { status: 409 }));
	afterEach(() => void vi.restoreAllMocks());

	it('is closed when the review was submitted, and nothing else is', async () => {
		answer('review-submitted');
		expect(await send('token', 'POST', '/submit')).toEqual({ is: 'closed' });
		answer('conflict');
		expect(await send('token', 'POST', '/submit')).toEqual({ is: 'refused', why: 'In words.' });
	});
});
