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
import {
	exportSelfReview,
	spokenFilesOf,
	type ExportedReview,
	type SpokenFile
} from '$lib/review/export';
import { reviewsForExport } from '$lib/review/queries.server';
import { placeForOwner } from '$lib/review/reply/commands.server';
import { listSelfReviews } from '$lib/review/self/queries.server';
import { readSpokenComment, readSpokenReply } from '$lib/review/spoken/queries.server';
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
	const self = await listSelfReviews(db, owner, session.id);
	const selfReviews = self.map(exportSelfReview).filter((each) => each !== null);
	const document = { ...exportSession(session, beside, reviews), selfReviews };
	if (media === null) return json(document);
	const zip = downloadZip(files(event, session, reviews, document));
	zip.headers.set('content-disposition', `attachment; filename="vivavoce-${session.id}.zip"`);
	return new Response(zip.body, { headers: zip.headers });
});

async function* files(
	{ locals }: RequestEvent,
	session: Session,
	reviews: readonly ExportedReview[],
	document: object
) {
	yield {
		name: 'session.json',
		input: JSON.stringify(document, null, '\t'),
		lastModified: session.startedAt
	};
	for (const answer of session.answers) {
		for (const [index, take] of answer.takes.entries()) {
			if (take.state !== 'ready') continue;
			const name = mediaFileName(answer.position, index + 1, take.mimeType);
			const input = await readWhole(locals, () => takeKey(locals, take.id));
			yield fileOf(name, input, take.recordedAt);
		}
	}
	for (const spoken of spokenFilesOf(reviews)) {
		const input = await readWhole(locals, () => spokenKey(locals, session.id, spoken));
		yield fileOf(spoken.name, input, session.startedAt);
	}
}

type Input = Awaited<ReturnType<App.Locals['app']['media']['read']>>;

function fileOf(name: string, input: Input | null, lastModified: Date) {
	if (input) return { name, input, lastModified };
	return { name: missingFileName(name), input: MISSING, lastModified };
}

const MISSING =
	'This recording could not be read while the file was made. It may have been deleted meanwhile.\n';

/** Null when it was deleted meanwhile, or its file is gone: the rest of the zip is whole all the same. */
async function readWhole(
	locals: App.Locals,
	keyOf: () => Promise<string | null>
): Promise<Input | null> {
	try {
		const mediaKey = await keyOf();
		return mediaKey === null ? null : await locals.app.media.read(mediaKey);
	} catch (caught) {
		if (caught instanceof Fault && caught.code === 'not-found') return null;
		throw caught;
	}
}

async function takeKey(locals: App.Locals, takeId: string): Promise<string | null> {
	const owner = requireOwner(locals.person);
	return (await readOwnTake(locals.app.database.db, owner, takeId)).mediaKey;
}

async function spokenKey(
	locals: App.Locals,
	sessionId: string,
	{ commentId, replyId }: SpokenFile
): Promise<string> {
	const { db } = locals.app.database;
	const place = await placeForOwner(db, requireOwner(locals.person), sessionId, commentId);
	const stored = replyId
		? await readSpokenReply(db, place, replyId)
		: await readSpokenComment(db, place);
	return stored.mediaKey;
}
