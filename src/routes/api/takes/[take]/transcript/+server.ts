import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { json } from '@sveltejs/kit';
import { requireOwner } from '$lib/account/require-owner';
import { operatorTranscriber } from '$lib/pacing/transcript-operator.server';
import { Turns } from '$lib/pacing/transcriber-turns';
import type { HeardWords } from '$lib/pacing/transcript';
import { endpoint, readJson } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { checkInput } from '$lib/platform/input';
import { deleteTranscript, writeTranscript } from '$lib/practice/delivery/commands.server';
import {
	cleanSegments,
	NewTranscriptSchema,
	readTranscript,
	withoutControls,
	type Transcript
} from '$lib/practice/delivery/transcript';
import { readOwnTake } from '$lib/practice/queries.server';
import type { RequestEvent } from './$types';

/** Keeps the words of a take: `{ text, source? }`, plain or as WebVTT or SRT. Answers with what was read from it. */
export const PUT = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { db } = locals.app.database;
	await readOwnTake(db, owner, params.take);
	const { text, source } = checkInput(NewTranscriptSchema, await readJson(request));
	const words: Transcript = { source, ...read(text) };
	await writeTranscript(db, owner, params.take, words);
	return json(words);
});

/** The largest recording that the operator's transcriber is given, in bytes: about half an hour. */
const LARGEST_HEARD = 300_000_000;
/** A model takes all of a machine for minutes. */
const turns = new Turns(2);
const BUSY =
	'The transcriber is busy with another recording. Yours is safe; try again in a few minutes.';

/** Lets the operator's own transcriber make the words, where there is one; else this address does not exist. */
export const POST = endpoint(async ({ locals, params, request }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const { config, database, media } = locals.app;
	const take = await readOwnTake(database.db, owner, params.take);
	if (!config.transcriberUrl) throw new Fault('not-found');
	if (!take.mediaKey) throw new Fault('not-ready');
	if ((take.bytes ?? 0) > LARGEST_HEARD) throw new Fault('too-large');
	const endTurn = turns.begin(owner);
	if (!endTurn) throw new Fault('too-many', { message: BUSY });
	const provider = operatorTranscriber(config.transcriberUrl);
	let heard: HeardWords;
	try {
		heard = await asFile(await media.read(take.mediaKey), take.mimeType, (recording) =>
			provider.transcribe(recording, request.signal)
		);
	} finally {
		endTurn();
	}
	const words: Transcript = { source: 'operator', ...checkHeard(heard, take.durationMs) };
	await writeTranscript(database.db, owner, params.take, words);
	return json(words);
});

export const DELETE = endpoint(async ({ locals, params }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	await deleteTranscript(locals.app.database.db, owner, params.take);
	return new Response(null, { status: 204 });
});

/** Lets `act` read the bytes from a file of their own, wherever they are kept: none of them stay in memory. */
async function asFile<T>(
	bytes: ReadableStream<Uint8Array>,
	type: string,
	act: (recording: Blob) => Promise<T>
): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'vivavoce-words-'));
	try {
		const path = join(folder, 'recording');
		await pipeline(Readable.from(bytes), createWriteStream(path));
		return await act(await openAsBlob(path, { type }));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** A model's answer is as much somebody else's text as a pasted one. */
function checkHeard(
	heard: HeardWords,
	durationMs: number | null
): Pick<Transcript, 'text' | 'segments'> {
	if (withoutControls(heard.text).trim() === '') {
		throw new Fault('bad-input', { field: 'text', message: 'No words were heard.' });
	}
	const { text } = checkInput(NewTranscriptSchema, { text: heard.text });
	return { text, segments: cleanSegments(heard.segments, durationMs) };
}

function read(text: string): Pick<Transcript, 'text' | 'segments'> {
	try {
		return readTranscript(text);
	} catch (caught) {
		if (!(caught instanceof RangeError)) throw caught;
		throw new Fault('bad-input', { field: 'text', message: `text: ${caught.message}` });
	}
}
