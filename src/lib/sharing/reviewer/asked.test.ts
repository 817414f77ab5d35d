import { expect, it } from 'vitest';
import { sortInbox, type Asked } from './asked.ts';

const day = (number: number) => new Date(Date.UTC(2026, 2, number));
const asked = (grantId: string, more: Partial<Asked> = {}): Asked => ({
	grantId,
	applicant: 'Ana',
	askFor: '',
	answers: 1,
	dueAt: null,
	createdAt: day(1),
	expiresAt: day(20),
	state: 'active',
	...more
});
const ids = (list: readonly Asked[]) => list.map(({ grantId }) => grantId);

it('sorts what is open by what is due or ends first, begun or not', () => {
	const all = [
		asked('late', { expiresAt: day(25) }),
		asked('due', { dueAt: day(10) }),
		asked('ends', { expiresAt: day(9) }),
		asked('begun', { dueAt: day(8) }),
		asked('older', { expiresAt: day(25), createdAt: day(0) })
	];
	const inbox = sortInbox(all, new Map([['begun', null]]));
	expect(ids(inbox.waiting)).toEqual(['ends', 'due', 'older', 'late']);
	expect(ids(inbox.inProgress)).toEqual(['begun']);
	expect(inbox.next?.grantId).toBe('begun');
});

it('keeps what was submitted, also after the end, and names what was missed', () => {
	const all = [
		asked('first', { state: 'expired' }),
		asked('second'),
		asked('missed', { state: 'expired' }),
		asked('draft', { state: 'expired', expiresAt: day(21) })
	];
	const written = new Map([
		['first', day(4)],
		['second', day(5)],
		['draft', null]
	]);
	const inbox = sortInbox(all, written);
	expect(ids(inbox.done)).toEqual(['second', 'first']);
	expect(ids(inbox.missed)).toEqual(['draft', 'missed']);
	expect(inbox.next).toBeNull();
});
