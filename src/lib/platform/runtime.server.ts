/**
 * What the whole server stands on, opened once and closed in the opposite order.
 */
import { join } from 'node:path';
import { ConfigError, type Config } from './config.server.ts';
import { openDatabase, type OpenDatabase } from './db.server.ts';
import { lockFolder } from './folder-lock.server.ts';
import { createLog, type Log } from './log.server.ts';
import { createFileMediaStore } from './media-store.file.server.ts';
import type { MediaStore } from './media-store.ts';
import { readAuthSecret } from './secret.server.ts';

export interface Runtime {
	config: Config;
	log: Log;
	database: OpenDatabase;
	media: MediaStore;
	authSecret: string;
	close(): Promise<void>;
}

/**
 * Takes the data folder, opens database and media store.
 * @throws {ConfigError} for a setting that this version cannot honour; {FolderInUse} when another process has the folder;
 * the database's own error when it cannot be opened.
 */
export async function openRuntime(config: Config): Promise<Runtime> {
	refuseUnsupported(config);
	const log = createLog(config.logLevel);
	const lock = await lockFolder(config.folder);
	try {
		const authSecret = await readAuthSecret(config.folder, config.authSecret);
		const database = await openDatabase(config);
		return {
			config,
			log,
			database,
			media: createFileMediaStore(join(config.folder, 'media')),
			authSecret,
			async close() {
				await database.close();
				await lock.release();
			}
		};
	} catch (error) {
		await lock.release();
		throw error;
	}
}

/** Recordings must never lie elsewhere than the operator believes. */
function refuseUnsupported({ s3 }: Config): void {
	if (!s3) return;
	throw new ConfigError([
		'S3_BUCKET is not supported by this version; unset it to keep recordings in DATA_DIR'
	]);
}
