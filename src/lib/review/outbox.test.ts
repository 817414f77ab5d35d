import { describe, expect, it } from 'vitest';
import { emptyFeedback, newComment, newRating, type Feedback } from './feedback.ts';
import { DEFAULT_MARKERS, type Marker } from './marker.ts';
import {
	addChange,
	nextToSend,
	requestFor,
	settle,
	withPending,
	type Change,
	type Outbox
} from './outbox.ts';

const EMPTY: Feedback = emptyFeedback('Dr Osei');
const written = { id: 'c', takeId: 't', atMs: 15_300, endMs: null, text: 'Good start' };
const comment = newComment(written);
const [kind] = DEFAULT_MARKERS;
const marker: Marker = { id: 'm', takeId: 't', atMs: 900, kind: kind! };
const filled = (...changes: Change[]) => changes.reduce<Outbox>(addChange, []);

describe('the outbox', () => {
	it('keeps one entry for each thing, with its latest state', () => {
		const outbox = filled(
			{ kind: 'words', words: { keep: 'E' } },
			{ kind: 'rating', rating: newRating('structure', { level: 2 }) },
			{ kind: 'words', words: { keep: 'Eye', change: 'Pace' } },
			{ kind: 'rating', rating: newRating('structure', { level: 4, takeId: 't', atMs: 10 }) }
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
			{ method: 'POST', path: '/comments', body: { ...written, text: 'Strong start' } }
		]);
	});

	it('sends the removal even when the comment was not confirmed, because it may have arrived', () => {
		const outbox = filled({ kind: 'comment', comment }, { kind: 'no-comment', id: 'c' });
		expect(outbox.map((each) => requestFor(each.change))).toEqual([
			{ method: 'DELETE', path: '/comments/c' }
		]);
	});

	it('sends of a rating what was given, and that no single moment shows it', () => {
		const requests = filled(
			{ kind: 'rating', rating: newRating('list', { ticked: [] }) },
			{ kind: 'rating', rating: newRating('points', { points: 0 }) },
			{ kind: 'rating', rating: newRating('structure', { level: 1, noMoment: true }) }
		).map((each) => requestFor(each.change).body);
		expect(requests).toEqual([{ ticked: [] }, { points: 0 }, { level: 1, noMoment: true }]);
	});

	it('sends a marker that was set and moved once, where it lies now', () => {
		const outbox = filled(
			{ kind: 'marker', marker },
			{ kind: 'marker', marker: { ...marker, atMs: 1200 } }
		);
		expect(outbox.map((each) => requestFor(each.change))).toEqual([
			{
				method: 'POST',
				path: '/markers',
				body: { id: 'm', takeId: 't', atMs: 1200, kind: 'strong-example' }
			}
		]);
		const gone = addChange(outbox, { kind: 'no-marker', id: 'm' });
		expect(gone.map((each) => requestFor(each.change).path)).toEqual(['/markers/m']);
	});

	it('sends an edited new reply as one reply, after its comment', () => {
		const reply = { id: 'r', text: 'Yes', isSpoken: false };
		const at = '2026-03-01T12:00:00Z';
		const outbox = filled(
			{ kind: 'comment', comment },
			{ kind: 'reply', commentId: 'c', reply, at },
			{ kind: 'reply-text', commentId: 'c', id: 'r', text: 'Yes, more so' }
		);
		expect(outbox.map((each) => requestFor(each.change).path)).toEqual([
			'/comments',
			'/comments/c/replies'
		]);
		expect(requestFor(outbox[1]!.change).body).toEqual({ id: 'r', text: 'Yes, more so' });
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
				{ kind: 'rating', rating: newRating('structure', { level: 5 }) }
			)
		);
		expect(seen.keep).toBe('new');
		expect(seen.comments.map((each) => each.text)).toEqual(['changed', 'Good start']);
		expect(seen.ratings).toHaveLength(1);
		expect(given.comments[0]?.text).toBe('Good start');
	});

	it('keeps what became of a comment when it is written again', () => {
		const resolved = { at: new Date(0), takeId: null };
		const given: Feedback = { ...EMPTY, comments: [{ ...comment, resolved }] };
		const seen = withPending(
			given,
			filled({ kind: 'comment', comment: { ...written, text: 'Again' } })
		);
		expect(seen.comments).toEqual([{ ...comment, text: 'Again', resolved }]);
	});

	it('has markers and replies that are unsent', () => {
		const at = '2026-03-01T12:00:00.000Z';
		const reply = { id: 'r', text: 'Yes', isSpoken: false };
		const seen = withPending(
			{ ...EMPTY, comments: [comment] },
			filled({ kind: 'marker', marker }, { kind: 'reply', commentId: 'c', reply, at })
		);
		expect(seen.markers).toEqual([marker]);
		expect(seen.comments[0]?.replies).toEqual([
			{ ...reply, by: 'reviewer', at: new Date(at), recording: null }
		]);
		const without = withPending(seen, filled({ kind: 'no-reply', commentId: 'c', id: 'r' }));
		expect(without.comments[0]?.replies).toEqual([]);
	});

	it('loses what was removed', () => {
		const given: Feedback = {
			...EMPTY,
			comments: [comment],
			ratings: [newRating('structure', { level: 1 })]
		};
		const seen = withPending(
			given,
			filled({ kind: 'no-comment', id: 'c' }, { kind: 'no-rating', criterion: 'structure' })
		);
		expect(seen.comments).toEqual([]);
		expect(seen.ratings).toEqual([]);
	});
});
