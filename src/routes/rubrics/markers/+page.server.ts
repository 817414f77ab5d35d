import * as v from 'valibot';
import { forForm, forPage, readForm } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput } from '$lib/platform/input';
import { DEFAULT_MARKERS, MarkerSetSchema } from '$lib/review/marker';
import { resetMarkerSet, writeMarkerSet } from '$lib/review/marker/commands.server';
import { listMarkerKinds } from '$lib/review/marker/queries.server';
import { ownerOf } from '../../owner-of.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals }: PageServerLoadEvent) => {
	const { db } = locals.app.database;
	const kinds = locals.person ? await listMarkerKinds(db, locals.person.id) : DEFAULT_MARKERS;
	return { kinds: [...kinds] };
});

const PostedSchema = v.strictObject({
	kinds: v.pipe(v.string('The form could not be read.'), v.maxLength(10_000))
});

export const actions = {
	save: forForm(async (event: RequestEvent) => {
		const { kinds } = checkInput(PostedSchema, await readForm(event.request));
		const set = checkInput(MarkerSetSchema, { kinds: parse(kinds) });
		const { db } = event.locals.app.database;
		await writeMarkerSet(db, await ownerOf(event), set.kinds, new Date());
		return { saved: true };
	}),
	reset: forForm(async (event: RequestEvent) => {
		await resetMarkerSet(event.locals.app.database.db, await ownerOf(event));
		return { reset: true };
	})
};

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new Fault('bad-input', { field: 'kinds', message: 'The form could not be read.' });
	}
}
