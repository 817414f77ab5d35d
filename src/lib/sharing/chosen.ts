/** Which answers and takes of a session a new grant covers. */
import { Fault } from '../platform/errors.ts';

interface Wanted {
	answerIds?: readonly string[] | undefined;
	takeIds?: readonly string[] | undefined;
}
interface Recorded {
	id: string;
	takes: readonly { id: string }[];
}

/** What a grant keeps: its answers, and the takes of those that are not shown whole. */
export interface Chosen {
	answers: { answerId: string; takesOnly: boolean }[];
	takeIds: string[];
}

/**
 * Whole answers by `answerIds`, single takes by `takeIds`; without either every answer that has a take. A take of an
 * answer that is shown whole adds nothing.
 * @throws {Fault} `not-found` for an answer or take that is not of this session; `conflict` when there is nothing.
 */
export function chooseShared(answers: readonly Recorded[], wanted: Wanted): Chosen {
	if (!wanted.answerIds && !wanted.takeIds) return everyRecorded(answers);
	const whole = new Set(wanted.answerIds);
	const takes = new Set(wanted.takeIds);
	const ownAnswers = new Set(answers.map((answer) => answer.id));
	const ownTakes = new Set(answers.flatMap((answer) => answer.takes.map((take) => take.id)));
	const isOwn = [...whole].every((id) => ownAnswers.has(id));
	if (!isOwn || ![...takes].every((id) => ownTakes.has(id))) throw new Fault('not-found');
	const partly = answers
		.filter((answer) => !whole.has(answer.id))
		.map((answer) => ({ id: answer.id, takes: answer.takes.filter((take) => takes.has(take.id)) }))
		.filter((answer) => answer.takes.length > 0);
	return {
		answers: [
			...[...whole].map((answerId) => ({ answerId, takesOnly: false })),
			...partly.map(({ id }) => ({ answerId: id, takesOnly: true }))
		],
		takeIds: partly.flatMap((answer) => answer.takes.map((take) => take.id))
	};
}

function everyRecorded(answers: readonly Recorded[]): Chosen {
	const recorded = answers.filter((answer) => answer.takes.length > 0);
	if (recorded.length === 0) {
		throw new Fault('conflict', {
			message: 'There is nothing to share yet: record an answer first.'
		});
	}
	return {
		answers: recorded.map(({ id }) => ({ answerId: id, takesOnly: false })),
		takeIds: []
	};
}
