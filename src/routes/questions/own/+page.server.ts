import * as v from 'valibot';
import { requireOwner } from '$lib/account/require-owner';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { OwnSetSchema } from '$lib/question-bank/own';
import {
	addOwnSet,
	setOwnQuestionDeleted,
	setOwnSetDeleted,
	writeOwnSet
} from '$lib/question-bank/own/commands.server';
import { listOwnSets, readOwnQuestion, readOwnSet } from '$lib/question-bank/queries.server';
import { ownerOf } from '../../owner-of.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals }: PageServerLoadEvent) => {
	const { app, person } = locals;
	return { sets: person ? await listOwnSets(app.database.db, person.id) : [] };
});

const IdSchema = v.strictObject({ id: v.string('Say which one.') });
const RenameSchema = v.strictObject({ id: v.string('Say which one.'), ...OwnSetSchema.entries });

/** Reads which one is meant, and who asks. */
async function meant(event: RequestEvent) {
	const owner = requireOwner(event.locals.person);
	const { id } = checkInput(IdSchema, await readForm(event.request));
	return { owner, id, db: event.locals.app.database.db };
}

export const actions = {
	addSet: forForm(async (event: RequestEvent) => {
		const set = checkInput(OwnSetSchema, await readForm(event.request));
		await addOwnSet(event.locals.app.database.db, await ownerOf(event), set);
	}),
	renameSet: forForm(async (event: RequestEvent) => {
		const owner = requireOwner(event.locals.person);
		const { id, ...set } = checkInput(RenameSchema, await readForm(event.request));
		await writeOwnSet(event.locals.app.database.db, owner, id, set);
	}),
	deleteSet: forForm(async (event: RequestEvent) => {
		const { owner, id, db } = await meant(event);
		const { title } = await readOwnSet(db, owner, id);
		await setOwnSetDeleted(db, owner, id, true);
		return { deleted: { id, name: title, undo: '?/undoSet' } };
	}),
	undoSet: forForm(async (event: RequestEvent) => {
		const { owner, id, db } = await meant(event);
		await setOwnSetDeleted(db, owner, id, false);
	}),
	deleteQuestion: forForm(async (event: RequestEvent) => {
		const { owner, id, db } = await meant(event);
		const { question } = await readOwnQuestion(db, owner, id);
		await setOwnQuestionDeleted(db, owner, id, true);
		return { deleted: { id, name: question.text, undo: '?/undoQuestion' } };
	}),
	undoQuestion: forForm(async (event: RequestEvent) => {
		const { owner, id, db } = await meant(event);
		await setOwnQuestionDeleted(db, owner, id, false);
	})
};
