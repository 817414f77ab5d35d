import { describe, expect, it } from 'vitest';
import type { Comment, Feedback } from './feedback.ts';
import {
	addChange,
	nextToSend,
	requestFor,
	settle,
	withPending,
	type Change,
	type Outbox
} from './outbox.ts';

const EMPTY: Feedback = {
	reviewer: 'Dr Osei',
	keep: '',
	change: '',
	tryNext: '',
	ratings: [],
	comments: [],
	submittedAt: null
};
const comment: Comment = { id: 'c', takeId: 't', atMs: 15_300, endMs: null, text: 'Good start' };
const filled = (...changes: Change[]) => changes.reduce<Outbox>(addChange, []);

describe('the outbox', () => {
	it('keeps one entry for each thing, with its latest state', () => {
		const outbox = filled(
			{ kind: 'words', words: { keep: 'E' } },
			{ kind: 'rating', rating: { criterion: 'structure', level: 2, takeId: null, atMs: null } },
			{ kind: 'words', words: { keep: 'Eye', change: 'Pace' } },
			{ kind: 'rating', rating: { criterion: 'structure', level: 4, takeId: 't', atMs: 10 } }
		);
		expect(outbox.map((each) => requestFor(each.change))).toEqual([
			{ method: 'PUT', path: '', body: { keep: 'Eye', change: 'Pace' } },
			{ method: 'PUT', path: '/ratings/structure', body: { level: 4, takeId: 't', atMs: 10 } }
		]);
	});

	it('does not lose what changed while an older state was on its way', () => {
		const first = filled({ kind: 'words', words: { keep: 'Eye' } });
		const onItsWay = first[0]!;
		const outbox = settle(addChange(first, { kind: 'words', words: { keep: 'Eyes' } }), onItsWay);
		expect(outbox).toHaveLength(1);
		expect(settle(outbox, outbox[0]!)).toEqual([]);
	});

	it('sends an edited new comment as one comment, under its own id', () => {
		const outbox = filled(
			{ kind: 'comment', comment },
			{ kind: 'comment-text', id: 'c', text: 'Strong start' }
		);
		expect(outbox.map((each) => requestFor(each.change))).toEqual([
			{ method: 'POST', path: '/comments', body: { ...comment, text: 'Strong start' } }
		]);
	});

	it('sends the removal even when the comment was not confirmed, because it may have arrived', () => {
		const outbox = filled({ kind: 'comment', comment }, { kind: 'no-comment', id: 'c' });
		expect(outbox.map((each) => requestFor(each.change))).toEqual([
			{ method: 'DELETE', path: '/comments/c' }
		]);
	});

	it('holds words that are too long back and sends the rest', () => {
		const outbox = filled(
			{ kind: 'words', words: { keep: 'x'.repeat(2001) } },
			{ kind: 'no-rating', criterion: 'structure' }
		);
		expect(nextToSend(outbox)?.key).toBe('rating structure');
		expect(nextToSend(outbox.slice(0, 1))).toBeUndefined();
		expect(nextToSend(addChange(outbox, { kind: 'words', words: { keep: 'x' } }))).toBeDefined();
	});
});

describe('what the reviewer sees', () => {
	it('is the server’s state with everything unsent on top', () => {
		const given: Feedback = { ...EMPTY, keep: 'old', comments: [comment] };
		const seen = withPending(
			given,
			filled(
				{ kind: 'words', words: { keep: 'new' } },
				{ kind: 'comment-text', id: 'c', text: 'changed' },
				{ kind: 'comment', comment: { ...comment, id: 'd' } },
				{ kind: 'rating', rating: { criterion: 'structure', level: 5, takeId: null, atMs: null } }
			)
		);
		expect(seen.keep).toBe('new');
		expect(seen.comments.map((each) => each.text)).toEqual(['changed', 'Good start']);
		expect(seen.ratings).toHaveLength(1);
		expect(given.comments[0]?.text).toBe('Good start');
	});

	it('loses what was removed', () => {
		const given: Feedback = {
			...EMPTY,
			comments: [comment],
			ratings: [{ criterion: 'structure', level: 1, takeId: null, atMs: null }]
		};
		const seen = withPending(
			given,
			filled({ kind: 'no-comment', id: 'c' }, { kind: 'no-rating', criterion: 'structure' })
		);
		expect(seen.comments).toEqual([]);
		expect(seen.ratings).toEqual([]);
	});
});
