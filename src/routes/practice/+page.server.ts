import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { makePlan, makePlanForQuestion } from '$lib/interview/plan';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput } from '$lib/platform/input';
import { openSession } from '$lib/practice/commands.server';
import { readBank } from '$lib/question-bank/bank.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ url }: PageServerLoadEvent) => {
	const bank = await readBank();
	const asked = url.searchParams;
	const set = bank.set(asked.get('set') ?? '');
	const question = set && bank.question(set.id, asked.get('question') ?? '');
	return {
		formats: bank.formats,
		sets: bank.sets.map(({ id, title, purpose, family, questions }) => ({
			id,
			title,
			purpose,
			family,
			count: questions.length
		})),
		chosen: {
			format: bank.formats.find(({ id }) => id === asked.get('format'))?.id ?? null,
			set: set?.id ?? null,
			question: question ? { id: question.id, text: question.text } : null
		}
	};
});

const BeginSchema = v.strictObject({
	format: v.string('Choose a format.'),
	set: v.string('Choose a question set.'),
	question: v.optional(v.string())
});

export const actions = {
	begin: forForm(async (event: RequestEvent) => {
		const chosen = checkInput(BeginSchema, await readForm(event.request));
		const bank = await readBank();
		const format = bank.formats.find(({ id }) => id === chosen.format);
		if (!format) throw new Fault('bad-input', { field: 'format', message: 'Choose a format.' });
		const set = bank.set(chosen.set);
		if (!set) throw new Fault('bad-input', { field: 'set', message: 'Choose a question set.' });
		const plan = chosen.question
			? makePlanForQuestion(format, set, findQuestion(set, chosen.question))
			: makePlan(format, set, crypto.getRandomValues(new Int32Array(1))[0] ?? 0);
		const { app, person } = event.locals;
		const owner = person?.id ?? (await app.accounts.startAnonymously(event));
		const id = await openSession(app.database.db, owner, plan);
		redirect(303, `/practice/${id}`);
	})
};

function findQuestion<Q extends { id: string }>(set: { questions: Q[] }, id: string): Q {
	const question = set.questions.find((each) => each.id === id);
	if (!question) {
		throw new Fault('bad-input', { field: 'question', message: 'This set has no such question.' });
	}
	return question;
}
