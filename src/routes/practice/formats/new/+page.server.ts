import { redirect } from '@sveltejs/kit';
import { forForm, forPage } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { freeName } from '$lib/question-bank/own-format';
import { addOwnFormat } from '$lib/question-bank/own-format/commands.server';
import { ownerOf } from '../../../owner-of.server';
import { readChoices } from '../../choices.server';
import { listSets, readPostedFormat } from '../own-format.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals, url }: PageServerLoadEvent) => {
	const { formats } = await readChoices(locals);
	const { isOwn: _, ...base } = findBase(formats, url);
	const title = freeName(
		`My ${base.title}`,
		formats.map((each) => each.title)
	);
	return { base: { ...base, title }, from: base.title, sets: await listSets(locals) };
});

export const actions = {
	default: forForm(async (event: RequestEvent) => {
		const base = findBase((await readChoices(event.locals)).formats, event.url);
		const format = await readPostedFormat(event.request, event.locals, base);
		const { db } = event.locals.app.database;
		const id = await addOwnFormat(db, await ownerOf(event), format);
		redirect(303, `/practice?format=${id}`);
	})
};

/** The format it starts from: `?from=`, else the first one. @throws {Fault} `not-found`. */
function findBase<F extends { id: string }>(formats: readonly F[], url: URL): F {
	const from = url.searchParams.get('from');
	const base = from === null ? formats[0] : formats.find(({ id }) => id === from);
	if (!base) throw new Fault('not-found');
	return base;
}
