/** Finds the vision model on this computer and believes no copy that it has not checked. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MODEL } from './model-file.ts';

export type FoundModel =
	| { path: string; bytes: Buffer<ArrayBuffer> }
	| { path: string; bytes: null; reason: 'missing' | 'damaged' };

/** Where `npm start` puts the model. */
export function modelPathIn(folder: string): string {
	return join(folder, 'vision', MODEL.name);
}

/** Are these bytes, all of them, the model? */
export function isModel(bytes: Uint8Array): boolean {
	if (bytes.length !== MODEL.bytes) return false;
	return createHash('sha256').update(bytes).digest('hex') === MODEL.sha256;
}

/**
 * Reads and checks the model: `given` (VISION_MODEL) when it is set, else the copy in the data folder. What the operator
 * named is never replaced by another copy, so that a mistake is seen.
 */
export async function openModel(folder: string, given: string | undefined): Promise<FoundModel> {
	return readModel(given ?? modelPathIn(folder));
}

/** Reads and checks one copy. */
export async function readModel(path: string): Promise<FoundModel> {
	let bytes: Buffer<ArrayBuffer>;
	try {
		bytes = await readFile(path);
	} catch {
		return { path, bytes: null, reason: 'missing' };
	}
	return isModel(bytes) ? { path, bytes } : { path, bytes: null, reason: 'damaged' };
}
