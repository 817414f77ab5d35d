import { describe, expect, it } from 'vitest';
import { readRubric } from '../rubric/rubric.server.ts';
import { totalOf } from '../rubric/score.ts';
import { exportReview, exportSelfReview, spokenFilesOf } from './export.ts';
import { emptyFeedback, newComment, newRating, type Reply } from './feedback.ts';

const at = new Date('2026-03-01T12:00:00Z');
const spoken = (mimeType: string) => ({ mimeType, durationMs: 1500, bytes: 9000 });
const reply = (id: string, more: Partial<Reply> = {}): Reply => {
	return { id, by: 'applicant', text: 'Thank you.', at, recording: null, isSpoken: false, ...more };
};

async function exported() {
	const rubric = await readRubric('general-interview');
	const written = { takeId: 't', atMs: 1000, endMs: null, text: '' };
	const comments = [
		{
			...newComment({ ...written, id: 'c1', isSpoken: true }),
			recording: spoken('video/webm'),
			replies: [reply('r1'), reply('r2', { recording: spoken('audio/mp4'), isSpoken: true })]
		},
		newComment({ ...written, id: 'c2', text: 'Slower.' })
	];
	const feedback = { ...emptyFeedback('Dr. Osei'), comments, submittedAt: at };
	const kept = { id: 'v', grantId: 'g', invited: 'Dr. Osei', rubric, feedback, handedOver: null };
	return exportReview(kept, new Set(['t']), new Set());
}

describe('a review in the export', () => {
	it('names the file of each recorded comment and reply', async () => {
		const { comments } = await exported();
		expect(comments[0]).toMatchObject({
			recording: { mimeType: 'video/webm', durationMs: 1500, file: 'comment-c1.webm' },
			replies: [
				{ id: 'r1', recording: null },
				{ id: 'r2', recording: { file: 'reply-r2.mp4' } }
			]
		});
		expect(comments[1]?.recording).toBeNull();
	});

	it('lists those files for the zip', async () => {
		expect(spokenFilesOf([await exported()])).toEqual([
			{ name: 'comment-c1.webm', commentId: 'c1', replyId: null },
			{ name: 'reply-r2.mp4', commentId: 'c1', replyId: 'r2' }
		]);
	});
});

describe('a self rating in the export', () => {
	it('stands there once it was begun, with the words it was given under', async () => {
		const rubric = await readRubric('general-interview');
		const ratings = [newRating('structure', { level: 3 })];
		const self = { rubric, total: totalOf(rubric, ratings), isAwaited: true };
		expect(exportSelfReview({ ...self, ratings: [], submittedAt: null })).toBeNull();
		expect(exportSelfReview({ ...self, ratings, submittedAt: null })?.submittedAt).toBeNull();
		expect(exportSelfReview({ ...self, ratings, submittedAt: at })).toMatchObject({
			submittedAt: '2026-03-01T12:00:00.000Z',
			rubric: { id: 'general-interview', version: 1 },
			ratings: [{ criterion: 'structure', level: 3 }],
			total: { score: { points: 3, most: 5 } }
		});
	});
});
