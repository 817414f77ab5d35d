/**
 * Puts the vision model into the data folder before the server starts: `npm start` and `npm run dev` do. Practising works
 * without it, so nothing here fails; it says in one line what is missing.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ConfigError, readConfig, type Config } from '../src/lib/platform/config.server.ts';
import { isModel, modelPathIn, readModel } from '../src/lib/gaze/model-file.server.ts';
import { MODEL } from '../src/lib/gaze/model-file.ts';

/** Longest wait for the whole download, in milliseconds: 3.8 MB on a slow line, and nobody waits longer when offline. */
const PATIENCE_MS = 30_000;
/** Longest wait for the first byte, in milliseconds. */
const ANSWER_MS = 4_000;

/** Folders beside the checkout that may have the file. */
export const WELL_KNOWN_FOLDERS = [resolve('..', 'shared', 'models')];

interface Sources {
	beside: string[];
	publishedAt: string;
	answerMs: number;
	say: (line: string) => void;
}

const SOURCES: Sources = {
	beside: WELL_KNOWN_FOLDERS,
	publishedAt: MODEL.publishedAt,
	answerMs: ANSWER_MS,
	say: (line) => void process.stdout.write(`${line}\n`)
};

/** Makes sure that the data folder has the model where it can be had; does nothing when VISION_MODEL is set. */
export async function installModel(
	environment: Record<string, string | undefined>,
	sources: Sources = SOURCES
): Promise<void> {
	const config = settingsOrNull(environment);
	if (!config || config.visionModel !== undefined) return;
	const kept = modelPathIn(config.folder);
	if ((await readModel(kept)).bytes) return;
	try {
		const bytes = (await copyFrom(sources.beside)) ?? (await download(sources));
		if (bytes) await keep(kept, bytes);
	} catch (error) {
		sources.say(`The vision model was not kept: ${String(error)}`);
	}
}

/** The server itself names every mistake in the settings. */
function settingsOrNull(environment: Record<string, string | undefined>): Config | null {
	try {
		return readConfig(environment);
	} catch (caught) {
		if (caught instanceof ConfigError) return null;
		throw caught;
	}
}

async function copyFrom(folders: string[]): Promise<Uint8Array | null> {
	for (const folder of folders) {
		const { bytes } = await readModel(join(folder, MODEL.name));
		if (bytes) return bytes;
	}
	return null;
}

async function download({ publishedAt, answerMs, say }: Sources): Promise<Uint8Array | null> {
	const giveUp = new AbortController();
	const answer = setTimeout(() => giveUp.abort(), answerMs);
	const patience = setTimeout(() => giveUp.abort(), PATIENCE_MS);
	let problem = 'its address could not be reached';
	try {
		const response = await fetch(publishedAt, { signal: giveUp.signal });
		clearTimeout(answer);
		const bytes = response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
		if (bytes && isModel(bytes)) return bytes;
		problem = bytes ? 'what arrived is damaged' : `its address answered ${response.status}`;
	} catch {
		// offline, too slow or not allowed: all the same here
	} finally {
		clearTimeout(answer);
		clearTimeout(patience);
	}
	say(`Eye contact will not be available: the vision model is missing and ${problem}. See README.`);
	return null;
}

/** Written beside and renamed, so that a start that was cut off leaves no half file. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const unfinished = `${path}.${process.pid}`;
	try {
		await writeFile(unfinished, bytes);
		await rename(unfinished, path);
	} finally {
		if (existsSync(unfinished)) await rm(unfinished);
	}
}

if (process.argv[1]?.endsWith('vision-model.ts')) await installModel(process.env);
