import * as v from 'valibot';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput, text } from '$lib/platform/input';
import { listPractised } from '$lib/practice/queries.server';
import { readBank } from '$lib/question-bank/bank.server';
import { setBookmark, setOwnTarget, writeQuestionNote } from '$lib/question-bank/commands.server';
import { LONGEST_NOTE, TargetSchema } from '$lib/question-bank/own';
import { listBookmarks, readQuestionNote } from '$lib/question-bank/queries.server';
import { ownerOf } from '../../../owner-of.server';
import type { PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = forPage(async ({ params, locals }) => {
	const { set, at, question } = await find(params);
	return {
		set: { id: set.id, title: set.title },
		question,
		place: { at: at + 1, of: set.questions.length },
		before: brief(set.questions[at - 1]),
		after: brief(set.questions[at + 1]),
		mine: await readMine(locals, question.id)
	};
});

async function readMine({ app, person }: App.Locals, questionId: string) {
	if (!person) return { bookmarked: false, note: '', target: null, times: 0, lastAt: null };
	const { db } = app.database;
	const [bookmarks, { note, target }, [practised]] = await Promise.all([
		listBookmarks(db, person.id),
		readQuestionNote(db, person.id, questionId),
		listPractised(db, person.id, questionId)
	]);
	const bookmarked = bookmarks.includes(questionId);
	return {
		bookmarked,
		note,
		target,
		times: practised?.times ?? 0,
		lastAt: practised?.lastAt ?? null
	};
}

const BookmarkSchema = v.strictObject({ on: v.picklist(['yes', 'no'], 'on must be yes or no.') });
const NoteSchema = v.strictObject({ note: text(LONGEST_NOTE, 'The note') });
const wholeSeconds = v.pipe(v.string(), v.transform(Number));
const OwnTargetSchema = v.pipe(
	v.strictObject({ fromS: wholeSeconds, toS: wholeSeconds }),
	TargetSchema
);

export const actions = {
	bookmark: forForm(async (event: RequestEvent) => {
		const { on } = checkInput(BookmarkSchema, await readForm(event.request));
		const { question } = await find(event.params);
		await setBookmark(
			event.locals.app.database.db,
			await ownerOf(event),
			question.id,
			on === 'yes'
		);
	}),
	note: forForm(async (event: RequestEvent) => {
		const { note } = checkInput(NoteSchema, await readForm(event.request));
		const { question } = await find(event.params);
		await writeQuestionNote(event.locals.app.database.db, await ownerOf(event), question.id, note);
	}),
	target: forForm(async (event: RequestEvent) => {
		const target = checkInput(OwnTargetSchema, await readForm(event.request));
		const { question } = await find(event.params);
		await setOwnTarget(event.locals.app.database.db, await ownerOf(event), question.id, target);
	}),
	resetTarget: forForm(async (event: RequestEvent) => {
		checkInput(v.strictObject({}), await readForm(event.request));
		const { question } = await find(event.params);
		await setOwnTarget(event.locals.app.database.db, await ownerOf(event), question.id, null);
	})
};

/** @throws {Fault} `not-found` when the set has no such question. */
async function find(params: { set: string; question: string }) {
	const set = (await readBank()).set(params.set);
	const at = set?.questions.findIndex(({ id }) => id === params.question) ?? -1;
	const question = set?.questions[at];
	if (!set || !question) throw new Fault('not-found');
	return { set, at, question };
}

function brief(question: { id: string; text: string } | undefined) {
	return question && { id: question.id, text: question.text };
}
