import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { makePlan, makePlanForQuestion, type Askable, type Habits } from '$lib/interview/plan';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput } from '$lib/platform/input';
import { openSession } from '$lib/practice/commands.server';
import { listPractised } from '$lib/practice/queries.server';
import { readBank } from '$lib/question-bank/bank.server';
import { listBookmarks, listOwnSets, listOwnTargets } from '$lib/question-bank/queries.server';
import { ownerOf } from '../owner-of.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ url, locals }: PageServerLoadEvent) => {
	const [bank, own] = [await readBank(), await ownSets(locals)];
	const asked = url.searchParams;
	const sets = [...own, ...bank.sets];
	const set = sets.find(({ id }) => id === asked.get('set'));
	const question = set?.questions.find(({ id }) => id === asked.get('question'));
	return {
		formats: bank.formats,
		sets: sets.map(({ id, title, purpose, family, questions }) => ({
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
		const sets = [...bank.sets, ...(await ownSets(event.locals))];
		const set = sets.find(({ id }) => id === chosen.set);
		if (!set) throw new Fault('bad-input', { field: 'set', message: 'Choose a question set.' });
		const habits = await readHabits(event.locals);
		const plan = chosen.question
			? makePlanForQuestion(format, set, findQuestion(set, chosen.question), habits)
			: makePlan(format, set, crypto.getRandomValues(new Int32Array(1))[0] ?? 0, habits);
		const { db } = event.locals.app.database;
		const id = await openSession(db, await ownerOf(event), plan);
		redirect(303, `/practice/${id}`);
	})
};

/** What the person bookmarked and wrote, as sets that can be practised; empty ones are left out. */
async function ownSets({ app, person }: App.Locals) {
	if (!person) return [];
	const { db } = app.database;
	const [bookmarks, own, bank] = [
		await listBookmarks(db, person.id),
		await listOwnSets(db, person.id),
		await readBank()
	];
	const known = new Map(bank.sets.flatMap((set) => set.questions).map((one) => [one.id, one]));
	const bookmarked = {
		id: 'bookmarked',
		title: 'Bookmarked questions',
		purpose: 'What you marked in the question bank.',
		questions: bookmarks.flatMap<Askable>((id) => known.get(id) ?? [])
	};
	return [bookmarked, ...own]
		.filter(({ questions }) => questions.length > 0)
		.map((set) => ({ ...set, family: 'own' as const }));
}

/** A question practised within these days waits until the others have had their turn. */
const LATELY_DAYS = 14;

async function readHabits({ app, person }: App.Locals): Promise<Habits> {
	if (!person) return {};
	const since = Date.now() - LATELY_DAYS * 24 * 3600 * 1000;
	const practised = await listPractised(app.database.db, person.id);
	return {
		recent: practised
			.filter(({ lastAt }) => lastAt.getTime() > since)
			.map(({ questionId }) => questionId),
		targets: await listOwnTargets(app.database.db, person.id)
	};
}

function findQuestion(set: { questions: readonly Askable[] }, id: string): Askable {
	const question = set.questions.find((each) => each.id === id);
	if (!question) {
		throw new Fault('bad-input', { field: 'question', message: 'This set has no such question.' });
	}
	return question;
}
