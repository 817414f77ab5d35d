/**
 * Puts the rooms together: opened once when the server starts, closed when it stops.
 */
import { join } from 'node:path';
import { createAccounts, type Accounts } from '$lib/account/accounts.server';
import { readConfig } from '$lib/platform/config.server';
import { openRuntime, type Runtime } from '$lib/platform/runtime.server';
import { adoptSessions } from '$lib/practice/commands.server';
import { createTakeLedger } from '$lib/practice/take/commands.server';
import { createReceiver, type Receiver } from '$lib/upload/receive.server';

export interface App extends Runtime {
	accounts: Accounts;
	receiver: Receiver;
}

/**
 * Reads the settings, opens data folder, database and media store, and takes up what an earlier run left unfinished.
 * @throws {ConfigError | FolderInUse} with a sentence for the operator.
 */
export async function startApp(environment: Record<string, string | undefined>): Promise<App> {
	const runtime = await openRuntime(readConfig(environment));
	const { db } = runtime.database;
	const accounts = createAccounts({
		db,
		origin: runtime.config.origin,
		secret: runtime.authSecret,
		adopt: (from, to) => adoptSessions(db, from, to)
	});
	const receiver = createReceiver({
		uploads: join(runtime.config.folder, 'uploads'),
		origin: runtime.config.origin,
		media: runtime.media,
		ledger: createTakeLedger(db, runtime.config.quotaBytes),
		log: runtime.log
	});
	await receiver.resume();
	return {
		...runtime,
		accounts,
		receiver,
		async close() {
			await receiver.close();
			await runtime.close();
		}
	};
}
