/** `npm run verify-media`: reads every recording and compares it with its checksum. Exit code 1 when something is wrong. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, readConfig, type Config } from '../src/lib/platform/config.server.ts';
import { openDatabase } from '../src/lib/platform/db.server.ts';
import { FolderInUse, lockFolder } from '../src/lib/platform/folder-lock.server.ts';
import { createFileMediaStore } from '../src/lib/platform/media-store.file.server.ts';
import {
	checkStored,
	FINDINGS,
	type Checked
} from '../src/lib/practice/take/check-stored.server.ts';
import { listStoredSpoken } from '../src/lib/review/spoken/queries.server.ts';
import { UploadStore } from '../src/lib/upload/upload-store.server.ts';
import { explainFailure } from './explain-failure.ts';

const config = readConfigOrExit();
if (!existsSync(config.folder)) {
	process.stderr.write(
		`There is no data folder at ${config.folder}. Set DATA_DIR to the one to check.\n`
	);
	process.exit(1);
}
try {
	process.exitCode = report(await check(config));
} catch (caught) {
	process.stderr.write(`${explain(caught, config)}\n`);
	process.exitCode = 1;
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
async function check({ folder, databaseUrl }: Config): Promise<Checked> {
	const lock = databaseUrl ? null : await lockFolder(folder);
	const database = await openDatabase({ databaseUrl, folder });
	try {
		return await checkStored(
			{
				db: database.db,
				media: createFileMediaStore(join(folder, 'media')),
				uploads: new UploadStore(join(folder, 'uploads'), 0),
				listSpoken: () => listStoredSpoken(database.db)
			},
			new Date()
		);
	} finally {
		await database.close();
		await lock?.release();
	}
}

function report({ recordings, bytes, findings, arrivedDamaged }: Checked): number {
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
