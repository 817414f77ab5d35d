/**
 * Puts the rooms together: opened once when the server starts, closed when it stops.
 */
import { join } from 'node:path';
import { createAccounts, type Accounts } from '$lib/account/accounts.server';
import { openModel, type FoundModel } from '$lib/gaze/model-file.server';
import { adoptCards } from '$lib/green-room/commands.server';
import { readConfig } from '$lib/platform/config.server';
import type { Log } from '$lib/platform/log.server';
import { createPost } from '$lib/platform/mail.server';
import { openRuntime, type Runtime } from '$lib/platform/runtime.server';
import {
	adoptSessions,
	deleteSessionsBefore,
	forgetDeletedTakes
} from '$lib/practice/commands.server';
import { readBank } from '$lib/question-bank/bank.server';
import { adoptQuestionBank, forgetDeletedBefore } from '$lib/question-bank/commands.server';
import { adoptPeerInterviews } from '$lib/practice/peer/commands.server';
import { createPeerHub, type PeerHub } from '$lib/practice/peer/hub.server';
import { createTakeLedger } from '$lib/practice/take/commands.server';
import { readSubmitted } from '$lib/review/inbox/queries.server';
import { adoptMarkerSet } from '$lib/review/marker/commands.server';
import { knownSpoken, listSpokenOfTake } from '$lib/review/spoken/queries.server';
import { createSpokenReceiver, type SpokenReceiver } from '$lib/review/spoken/receive.server';
import { adoptOwnRubrics } from '$lib/rubric/commands.server';
import { createAccessHub, type AccessHub } from '$lib/sharing/access-hub.server';
import { adoptCircles } from '$lib/sharing/circle/commands.server';
import { adoptGrants } from '$lib/sharing/commands.server';
import { readSeals } from '$lib/sharing/queries.server';
import { adoptNotices, forgetNewsBefore, type Outlet } from '$lib/sharing/notices/commands.server';
import { startPostman, type Postman } from '$lib/sharing/post/postman.server';
import { adoptCode } from '$lib/sharing/reviewer/commands.server';
import { createReceiver, type Receiver } from '$lib/upload/receive.server';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

export interface App extends Runtime {
	accounts: Accounts;
	receiver: Receiver;
	/** Takes in recordings of comments. */
	spoken: SpokenReceiver;
	/** Removes every byte of a take, and of what was said about it. */
	removeBytes(takeId: string): Promise<void>;
	peers: PeerHub;
	/** Open review pages and recordings on their way to reviewers. */
	access: AccessHub;
	/** Where links in mails lead, and whether mail leaves at all. */
	outlet: Outlet;
	postman: Postman;
	/** Read and checked while the server starts; never fails. */
	visionModel: Promise<FoundModel>;
	/** Ends what would stay open for ever; called before the server waits for its last requests. */
	farewell(): void;
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
		adopt: (from, to) =>
			db.transaction(async (tx) => {
				await adoptSessions(tx, from, to);
				await adoptPeerInterviews(tx, from, to);
				await adoptGrants(tx, from, to);
				await adoptCode(tx, from, to);
				await adoptNotices(tx, from, to);
				await adoptCircles(tx, from, to);
				await adoptQuestionBank(tx, from, to);
				await adoptCards(tx, from, to);
				await adoptOwnRubrics(tx, from, to);
				await adoptMarkerSet(tx, from, to);
			})
	});
	const receiver = createReceiver({
		uploads: join(runtime.config.folder, 'uploads'),
		origin: runtime.config.origin,
		media: runtime.media,
		ledger: createTakeLedger(db, runtime.config.quotaBytes),
		log: runtime.log
	});
	const spoken = createSpokenReceiver({
		folder: join(runtime.config.folder, 'comments'),
		media: runtime.media,
		log: runtime.log
	});
	const removeBytes = async (takeId: string) => {
		await spoken.remove(await listSpokenOfTake(db, takeId));
		await receiver.removeBytes(takeId);
	};
	const visionModel = openModel(runtime.config.folder, runtime.config.visionModel);
	void visionModel.then((found) => {
		if (!found.bytes) runtime.log.warn({ path: found.path }, `vision model ${found.reason}`);
	});
	const peers = createPeerHub(() => performance.now());
	const access = createAccessHub((grantIds) => readSeals(db, grantIds, new Date()));
	const { smtp, origin } = runtime.config;
	const outlet: Outlet = { origin, canMail: smtp !== undefined };
	const postman = startPostman({
		db,
		outlet,
		post: smtp ? createPost(smtp) : null,
		log: runtime.log,
		submitted: (grantIds) => readSubmitted(db, grantIds)
	});
	const tidying = startTidying(async () => {
		const now = new Date();
		await receiver.sweep(now);
		await spoken.sweep((keys) => knownSpoken(db, keys), now);
		await forgetDeletedBefore(db, new Date(now.getTime() - DAY_MS));
		await forgetDeletedTakes(db, new Date(now.getTime() - 365 * DAY_MS));
		await forgetNewsBefore(db, new Date(now.getTime() - 90 * DAY_MS));
		const { retentionDays } = runtime.config;
		if (retentionDays === undefined) return;
		const before = new Date(now.getTime() - retentionDays * DAY_MS);
		const deleted = await deleteSessionsBefore(db, before, removeBytes);
		if (deleted > 0) runtime.log.info({ deleted }, 'sessions past their time deleted');
	}, runtime.log);
	await tidying.first;
	// read ahead of the first visitor; a mistake in a file must not keep people from their recordings
	readBank(undefined, join(runtime.config.folder, 'question-bank.json')).catch((error: unknown) =>
		runtime.log.error({ err: String(error) }, 'no question bank')
	);
	return {
		...runtime,
		accounts,
		receiver,
		spoken,
		removeBytes,
		peers,
		access,
		outlet,
		postman,
		visionModel,
		farewell() {
			peers.close();
			access.close();
		},
		async close() {
			tidying.stop();
			peers.close();
			access.close();
			await postman.stop();
			await spoken.close();
			await receiver.close();
			await runtime.close();
		}
	};
}

/** Runs `tidy` now and every hour; a failure is logged and tried again the next hour. */
function startTidying(tidy: () => Promise<void>, log: Log): { first: Promise<void>; stop(): void } {
	const safely = () =>
		tidy().catch((error: unknown) => log.error({ err: String(error) }, 'not tidied'));
	const timer = setInterval(() => void safely(), HOUR_MS);
	timer.unref();
	return { first: safely(), stop: () => clearInterval(timer) };
}
