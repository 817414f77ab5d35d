import { makePlan, type Plan } from '$lib/interview/plan';
import { readBank } from '$lib/question-bank/bank.server';

/** A fresh plan of the same kind: of the same set where the bank has it, else of the same questions. */
export async function drawLike({ format, questionSet, questions }: Plan): Promise<Plan> {
	const { sets } = await readBank();
	const asked = questions.map((question) => ({ ...question, difficulty: 1 }));
	const set = sets.find(({ id }) => id === questionSet.id) ?? { ...questionSet, questions: asked };
	return makePlan(format, set, crypto.getRandomValues(new Int32Array(1))[0] ?? 0, {}, sets);
}
