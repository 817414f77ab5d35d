/**
 * `npm run verify-media`: reads every recording and compares it with its checksum. Exit code 1 when something is wrong.
 * `npm run verify-media -- --again TAKE`: lets a take that was called unplayable be prepared once more.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig, type Config } from '../src/lib/platform/config.server.ts';
import { openDatabase, type Database } from '../src/lib/platform/db.server.ts';
import { FolderInUse, lockFolder } from '../src/lib/platform/folder-lock.server.ts';
import { createFileMediaStore } from '../src/lib/platform/media-store.file.server.ts';
import {
	checkStored,
	FINDINGS,
	type Checked
} from '../src/lib/practice/take/check-stored.server.ts';
import { prepareAgain } from '../src/lib/practice/take/commands.server.ts';
import { listStoredSpoken } from '../src/lib/review/spoken/queries.server.ts';
import { UploadStore } from '../src/lib/upload/upload-store.server.ts';
import { explainFailure } from './explain-failure.ts';

const { again } = readArgumentsOrExit();
const config = readConfigOrExit();
if (!existsSync(config.folder)) {
	process.stderr.write(
		`There is no data folder at ${config.folder}. Set DATA_DIR to the one to check.\n`
	);
	process.exit(1);
}
try {
	process.exitCode = await inDatabase(config, (db) =>
		again ? retry(db, again) : check(db, config)
	);
} catch (caught) {
	process.stderr.write(`${explain(caught, config)}\n`);
	process.exitCode = 1;
}

function readArgumentsOrExit(): { again?: string | undefined } {
	try {
		return parseArgs({ options: { again: { type: 'string' } } }).values;
	} catch (caught) {
		process.stderr.write(`${(caught as Error).message}\n`);
		process.exit(1);
	}
}

function readConfigOrExit(): Config {
	try {
		return readConfig(process.env);
	} catch (caught) {
		if (!(caught instanceof ConfigError)) throw caught;
		process.stderr.write(`${caught.message}\n`);
		process.exit(1);
	}
}

/** The embedded database belongs to one process at a time; a PostgreSQL server answers beside the running app. */
async function inDatabase(
	{ folder, databaseUrl }: Config,
	work: (db: Database) => Promise<number>
): Promise<number> {
	const lock = databaseUrl ? null : await lockFolder(folder);
	const database = await openDatabase({ databaseUrl, folder });
	try {
		return await work(database.db);
	} finally {
		await database.close();
		await lock?.release();
	}
}

async function check(db: Database, { folder }: Config): Promise<number> {
	const stores = {
		db,
		media: createFileMediaStore(join(folder, 'media')),
		uploads: new UploadStore(join(folder, 'uploads'), 0),
		listSpoken: () => listStoredSpoken(db)
	};
	return report(await checkStored(stores, new Date()));
}

async function retry(db: Database, takeId: string): Promise<number> {
	const isTaken = await prepareAgain(db, takeId);
	process.stdout.write(
		isTaken
			? `${takeId} is prepared once more when the server starts, or within the hour.\n`
			: `There is no take ${takeId} that was called unplayable.\n`
	);
	return isTaken ? 0 : 1;
}

function report({ recordings, bytes, findings, arrivedDamaged, unplayable }: Checked): number {
	for (const id of unplayable) {
		process.stdout.write(`note  ${id} cannot be played; --again ${id} has it tried once more.\n`);
	}
	for (const id of arrivedDamaged) {
		process.stdout.write(`note  ${id} arrived damaged; what arrived is kept as it came.\n`);
	}
	for (const { kind, where, why } of findings) process.stdout.write(`${kind}  ${where}: ${why}\n`);
	const megabytes = (bytes / 1e6).toFixed(1);
	const counts = FINDINGS.map(
		(kind) => `${findings.filter((finding) => finding.kind === kind).length} ${kind}`
	);
	process.stdout.write(
		`${recordings} recordings (${megabytes} MB) checked: ${
			findings.length === 0 ? 'all are as they were stored.' : `${counts.join(', ')}.`
		}\n`
	);
	return findings.length === 0 ? 0 : 1;
}

function explain(caught: unknown, config: Config): string {
	if (!(caught instanceof FolderInUse)) return explainFailure(caught, config);
	return `The server is running in ${config.folder} and holds its database. Stop it first, then check again.`;
}
