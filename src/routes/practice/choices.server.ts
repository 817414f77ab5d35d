/** What can be practised by the person who is here: formats and question sets, ready-made and their own. */
import {
	makePlan,
	makePlanForQuestion,
	type Askable,
	type Habits,
	type Plan
} from '$lib/interview/plan';
import { Fault } from '$lib/platform/errors';
import { listPractised } from '$lib/practice/queries.server';
import { readBank } from '$lib/question-bank/bank.server';
import { listOwnFormats } from '$lib/question-bank/own-format/queries.server';
import { listBookmarks, listOwnSets, listOwnTargets } from '$lib/question-bank/queries.server';

export async function readChoices(locals: App.Locals) {
	const bank = await readBank();
	const own = locals.person ? await listOwnFormats(locals.app.database.db, locals.person.id) : [];
	return {
		formats: [
			...bank.formats.map((format) => ({ ...format, isOwn: false })),
			...own.map((format) => ({ ...format, isOwn: true }))
		],
		sets: [...(await ownSets(locals)), ...bank.sets]
	};
}

/** What a person chose on the practice page; `question`: only this one of the set. */
export interface Choice {
	format: string;
	set: string;
	question?: string | undefined;
}

/** A fresh plan for a choice. @throws {Fault} `bad-input` naming what is not there. */
export async function drawPlan(locals: App.Locals, choice: Choice): Promise<Plan> {
	const { formats, sets } = await readChoices(locals);
	const found = formats.find(({ id }) => id === choice.format);
	if (!found) throw new Fault('bad-input', { field: 'format', message: 'Choose a format.' });
	const { isOwn: _, ...format } = found;
	const set = sets.find(({ id }) => id === choice.set);
	if (!set) throw new Fault('bad-input', { field: 'set', message: 'Choose a question set.' });
	const habits = await readHabits(locals);
	const seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
	return choice.question
		? makePlanForQuestion(format, set, findQuestion(set, choice.question), habits, seed)
		: makePlan(format, set, seed, habits, sets);
}

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
