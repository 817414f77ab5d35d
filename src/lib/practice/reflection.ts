/** What a person thinks of an answer right after it, before any number is shown. */
import * as v from 'valibot';
import { id, text } from '../platform/input.ts';

/** The self-rating in words, from 1 (first) to 5. */
export const RATINGS = ['Poor', 'Weak', 'Fair', 'Good', 'Strong'] as const;

/** Longest "what I would change", in characters. */
export const LONGEST_CHANGE = 500;

const RATING = 'The rating must be a whole number from 1 to 5, or null.';

/** What `PUT /api/takes/{id}/reflection` takes. */
export const ReflectionSchema = v.strictObject({
	answerId: id,
	rating: v.nullable(
		v.pipe(v.number(RATING), v.integer(RATING), v.minValue(1, RATING), v.maxValue(5, RATING))
	),
	change: text(LONGEST_CHANGE, 'What you would change')
});

/** One answer's reflection; `rating` null while it is not rated. */
export type Reflection = v.InferOutput<typeof ReflectionSchema>;

/** A reflection as it was kept. */
export interface KeptReflection {
	takeId: string;
	answerId: string;
	rating: number | null;
	change: string;
	writtenAt: Date;
}

/** The word for a rating; null when there is none. */
export const ratingWord = (rating: number | null): string | null =>
	rating === null ? null : (RATINGS[rating - 1] ?? null);
