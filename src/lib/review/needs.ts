/** What a review needs before it can be handed over, as a short list that fills up. */
import { isGiven } from '../rubric/given.ts';
import type { Rubric } from '../rubric/rubric.ts';
import type { Feedback, Words } from './feedback.ts';
import { needsMoment } from './obstacles.ts';

export interface Need {
	/** Where it is on the page, as the id of an element or the name of a field. */
	at: string;
	words: string;
	isDone: boolean;
	/** It can be left out; it is only said how far it is. */
	isOptional?: boolean;
}

const PARTS: readonly { field: keyof Words; words: string }[] = [
	{ field: 'reviewer', words: 'Your name' },
	{ field: 'keep', words: 'Keep' },
	{ field: 'change', words: 'Change' },
	{ field: 'tryNext', words: 'Try next' }
];

/** In the order of the page; what is done comes with it, so that the list shows progress. */
export function needsOf(feedback: Feedback, rubric: Rubric): Need[] {
	const given = (id: string) => feedback.ratings.find((each) => each.criterion === id);
	const rated = rubric.criteria.filter((criterion) => isGiven(criterion, given(criterion.id)));
	const bare = rated.filter((criterion) => {
		const rating = given(criterion.id);
		return rating !== undefined && needsMoment(criterion, rating);
	});
	const silent = feedback.comments.filter(
		(comment) => comment.text.trim() === '' && comment.recording === null
	);
	return [
		{
			at: 'ratings',
			words: `${rated.length} of ${rubric.criteria.length} criteria rated`,
			isDone: rated.length === rubric.criteria.length,
			isOptional: true
		},
		...bare.map((criterion) => ({
			at: `rate-${criterion.id}`,
			words: `A moment for "${criterion.name}"`,
			isDone: false
		})),
		...silent.map((comment) => ({
			at: `comment-${comment.id}`,
			words: 'The recording of a comment',
			isDone: false
		})),
		...PARTS.map(({ field, words }) => ({
			at: field,
			words,
			isDone: feedback[field].trim() !== ''
		}))
	];
}

/** How many things that must be there are still missing. */
export function missingOf(needs: readonly Need[]): number {
	return needs.filter((need) => !need.isDone && !need.isOptional).length;
}
