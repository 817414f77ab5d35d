import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { bullets } from '$lib/practice/bullets';
import { writeBullets } from '$lib/practice/bullets/commands.server';
import { openPeerInterview } from '$lib/practice/peer/commands.server';
import { openSession } from '$lib/practice/commands.server';
import { usesChosenSet } from '$lib/question-bank/format';
import { ownerOf } from '../owner-of.server';
import { drawPlan, readChoices } from './choices.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ url, locals }: PageServerLoadEvent) => {
	const { formats, sets } = await readChoices(locals);
	const asked = url.searchParams;
	const set = sets.find(({ id }) => id === asked.get('set'));
	const question = set?.questions.find(({ id }) => id === asked.get('question'));
	return {
		formats: formats.map((format) => ({ ...format, usesSet: usesChosenSet(format) })),
		sets: sets.map(({ id, title, purpose, family, questions }) => ({
			id,
			title,
			purpose,
			family,
			count: questions.length
		})),
		chosen: {
			format: formats.find(({ id }) => id === asked.get('format'))?.id ?? null,
			set: set?.id ?? null,
			question: question ? { id: question.id, text: question.text } : null
		}
	};
});

const BeginSchema = v.strictObject({
	format: v.string('Choose a format.'),
	set: v.string('Choose a question set.'),
	question: v.optional(v.string()),
	bullets: v.optional(bullets, ''),
	peer: v.optional(v.literal('on', 'peer must be on.'))
});

export const actions = {
	begin: forForm(async (event: RequestEvent) => {
		const chosen = checkInput(BeginSchema, await readForm(event.request));
		const plan = await drawPlan(event.locals, chosen);
		const { db } = event.locals.app.database;
		const owner = await ownerOf(event);
		const id = await openSession(db, owner, plan);
		if (chosen.bullets) await writeBullets(db, owner, id, chosen.bullets);
		if (chosen.peer) await openPeerInterview(db, owner, id);
		redirect(303, `/practice/${id}`);
	})
};
