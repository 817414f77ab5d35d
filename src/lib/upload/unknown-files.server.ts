/** Removes files that belong to nothing, a week after they were noticed: a database may have been put back meanwhile. */
import * as v from 'valibot';
import { readIfThere, replaceFile } from '../platform/disk.server.ts';
import type { Log } from '../platform/log.server.ts';

/** What nothing knows is kept for this long after it was noticed, in milliseconds. */
const GRACE_MS = 7 * 24 * 3600 * 1000;

/** `key` names the file in the list of what was noticed, and in the log. */
export interface StoredFile {
	key: string;
	isKnown: boolean;
	remove(): Promise<void>;
}

/**
 * `files`: all there are. Only stragglers are removed: where most are unknown this is not their database, and nothing is
 * touched. `noticedPath`: where it is written down when each was noticed.
 */
export async function removeUnknown(
	files: readonly StoredFile[],
	noticedPath: string,
	now: Date,
	log: Log
): Promise<void> {
	const unknown = files.filter(({ isKnown }) => !isKnown);
	const noticed = await readNoticed(noticedPath);
	const since: Noticed = {};
	const areStragglers = unknown.length <= files.length - unknown.length;
	for (const { key, remove } of areStragglers ? unknown : []) {
		const at = noticed[key] ?? now.getTime();
		if (now.getTime() - at < GRACE_MS) since[key] = at;
		else {
			log.warn({ file: key }, 'removed: it has belonged to nothing for a week');
			await remove();
		}
	}
	if (JSON.stringify(since) !== JSON.stringify(noticed)) {
		await replaceFile(noticedPath, JSON.stringify(since));
	}
}

/** When a file that nothing knows was first seen, on the clock of `Date.now()`. */
const NoticedSchema = v.record(v.string(), v.number());
type Noticed = v.InferOutput<typeof NoticedSchema>;

async function readNoticed(path: string): Promise<Noticed> {
	try {
		return v.parse(NoticedSchema, JSON.parse((await readIfThere(path)) ?? '{}'));
	} catch {
		return {};
	}
}
