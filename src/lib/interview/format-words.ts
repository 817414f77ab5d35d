/** The rules of a format in words, for its card: `6 questions, 30 s to read, up to 3 min each, about 20 min`. */
import { spell } from '../platform/time.ts';
import type { Format } from '../question-bank/format.ts';

/** Minutes a person takes to breathe between two questions; only for the estimate of the whole. */
const BREAK_S = 20;

export function describeFormat(format: Format): string {
	const { questions, preparationS, answerLimitS, takes } = format;
	const parts = [
		questions === 1 ? '1 question' : `${questions} questions`,
		preparationS === null ? 'no reading time' : `${spell(preparationS * 1000)} to read`,
		format.target
			? `aim for ${format.target.fromS} to ${format.target.toS} s`
			: `up to ${spell(answerLimitS * 1000)} each`,
		describeTakes(takes)
	];
	if (questions > 1) parts.push(`about ${wholeMinutes(format)} min`);
	return parts.join(', ');
}

function describeTakes(takes: number | null): string {
	if (takes === null) return 'as many takes as you like';
	return takes === 1 ? 'one take' : `${takes} takes`;
}

/** The longest it can take with every second used, in minutes. */
function wholeMinutes({ questions, preparationS, answerLimitS }: Format): number {
	return Math.round((questions * ((preparationS ?? 0) + answerLimitS + BREAK_S)) / 60);
}
