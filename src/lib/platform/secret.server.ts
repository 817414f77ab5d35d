import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The secret that signs cookies: the operator's, or one made once and kept in the data folder (mode 600). */
export async function readAuthSecret(folder: string, given: string | undefined): Promise<string> {
	if (given) return given;
	const path = join(folder, 'auth-secret');
	await mkdir(folder, { recursive: true });
	const made = randomBytes(48).toString('base64url');
	await writeFile(path, made, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EEXIST') throw error;
	});
	return (await readFile(path, 'utf8')).trim();
}
