import { json } from '@sveltejs/kit';
import { downloadZip } from 'client-zip';
import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { listMeasures } from '$lib/practice/delivery/queries.server';
import { exportSession, mediaFileName, missingFileName, type Beside } from '$lib/practice/export';
import { readOwnTake, readSession } from '$lib/practice/queries.server';
import { listReflections } from '$lib/practice/reflection/queries.server';
import type { Session } from '$lib/practice/session';
import { reviewsForExport } from '$lib/review/queries.server';
import type { RequestEvent } from './$types';

export const GET = endpoint(async (event: RequestEvent) => {
	const owner = requireOwner(event.locals.person);
	const { db } = event.locals.app.database;
	const media = event.url.searchParams.get('media');
	if (media !== null && media !== '1') throw new Fault('bad-input', { field: 'media' });
	const session = await readSession(db, owner, event.params.session);
	const beside = new Map<string, Partial<Beside>>(await listMeasures(db, owner, session.id));
	for (const { takeId, rating, change } of await listReflections(db, owner, session.id)) {
		beside.set(takeId, { ...beside.get(takeId), reflection: { rating, change } });
	}
	const reviews = await reviewsForExport(db, owner, session.id);
	const document = exportSession(session, beside, reviews);
	if (media === null) return json(document);
	const zip = downloadZip(files(event, session, document));
	zip.headers.set('content-disposition', `attachment; filename="vivavoce-${session.id}.zip"`);
	return new Response(zip.body, { headers: zip.headers });
});

async function* files({ locals }: RequestEvent, session: Session, document: object) {
	yield {
		name: 'session.json',
		input: JSON.stringify(document, null, '\t'),
		lastModified: session.startedAt
	};
	for (const answer of session.answers) {
		for (const [index, take] of answer.takes.entries()) {
			if (take.state !== 'ready') continue;
			const name = mediaFileName(answer.position, index + 1, take.mimeType);
			const input = await recordingOf(locals, take.id);
			if (input) yield { name, input, lastModified: take.recordedAt };
			else yield { name: missingFileName(name), input: MISSING, lastModified: take.recordedAt };
		}
	}
}

const MISSING =
	'This recording could not be read while the file was made. It may have been deleted meanwhile.\n';

/** Null when the take was deleted meanwhile, or its file is gone: the rest of the zip is whole all the same. */
async function recordingOf(locals: App.Locals, takeId: string) {
	const owner = requireOwner(locals.person);
	try {
		const { mediaKey } = await readOwnTake(locals.app.database.db, owner, takeId);
		return mediaKey === null ? null : await locals.app.media.read(mediaKey);
	} catch (caught) {
		if (caught instanceof Fault && caught.code === 'not-found') return null;
		throw caught;
	}
}
