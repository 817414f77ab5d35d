/** The rules of a format in words, for its card: `6 questions, 30 s to read, up to 3 min each, about 20 min`. */
import { spell } from '../platform/time.ts';
import type { Format } from '../question-bank/format.ts';

/** Minutes a person takes to breathe between two questions; only for the estimate of the whole. */
const BREAK_S = 20;

/** One line, parts separated by commas. */
export function describeFormat(format: Format): string {
	const { preparationS, breakS, followUps } = format;
	return [
		describeLength(format),
		preparationS === null ? 'no reading time' : `${spell(preparationS * 1000)} to read`,
		describeAnswer(format),
		followUps > 0 && describeFollowUps(followUps),
		breakS !== null && `${spell(breakS * 1000)} between`,
		describeTakes(format.takes),
		format.totalS === null && format.questions > 1 && `about ${wholeMinutes(format)} min`
	]
		.filter(Boolean)
		.join(', ');
}

/** What kind of meeting, and how much of it. */
function describeLength({ layout, interviewers, totalS, questions }: Format): string {
	const who = layout === 'panel' ? `${interviewers} interviewers who take turns` : null;
	const much = layout === 'stations' ? count(questions, 'station') : count(questions, 'question');
	if (totalS === null) return [much, who].filter(Boolean).join(', ');
	return `${spell(totalS * 1000)} of conversation${who ? ` with ${who}` : ''}`;
}

function describeAnswer({ target, answerLimitS, overrun, questions }: Format): string {
	const limit = spell(answerLimitS * 1000);
	if (target && questions === 1) return `aim for ${target.fromS} to ${target.toS} s`;
	return overrun === 'note' ? `about ${limit} for an answer` : `up to ${limit} each`;
}

function describeFollowUps(followUps: number): string {
	return followUps === 1
		? 'a follow-up to each answer'
		: `up to ${followUps} follow-ups to each answer`;
}

function describeTakes(takes: number | null): string {
	if (takes === null) return 'as many takes as you like';
	return takes === 1 ? 'one take' : `${takes} takes`;
}

const count = (n: number, what: string) => (n === 1 ? `1 ${what}` : `${n} ${what}s`);

/** The longest it can take with every second used, in minutes. */
function wholeMinutes({
	questions,
	preparationS,
	answerLimitS,
	followUps,
	breakS
}: Format): number {
	const answerS = answerLimitS * (1 + followUps);
	const betweenS = (questions - 1) * (breakS ?? BREAK_S);
	return Math.round((questions * ((preparationS ?? 0) + answerS) + betweenS) / 60);
}
