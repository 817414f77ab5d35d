/** Carries the letters of the outbox to the SMTP server, one after the other. */
import type { Database } from '../../platform/db.server.ts';
import type { Log } from '../../platform/log.server.ts';
import { Undelivered, type Post } from '../../platform/mail.server.ts';
import type { Outlet } from '../notices/commands.server.ts';
import {
	markFailed,
	markSent,
	takeDue,
	tellEnding,
	writeDigests,
	type Due
} from './commands.server.ts';

/** How often the outbox is looked at, in milliseconds. */
const LOOK_EVERY_MS = 15_000;

export interface Postman {
	/** Looks at the outbox now, without being waited for; called when a letter was put into it. */
	poke(): void;
	/** Ends the rounds; resolves when the letter that is on its way has arrived or failed. */
	stop(): Promise<void>;
}

interface Options {
	db: Database;
	outlet: Outlet;
	/** Null when the operator set no SMTP server: then only notices inside the app are made. */
	post: Post | null;
	log: Log;
	/** Which of these grants have a submitted review. */
	submitted: (grantIds: string[]) => Promise<ReadonlySet<string>>;
}

/** Starts the rounds. */
export function startPostman(options: Options): Postman {
	const { log } = options;
	let running: Promise<void> | null = null;
	let isWanted = false;
	let isStopped = false;

	async function rounds(): Promise<void> {
		do {
			isWanted = false;
			await goRound(options, () => isStopped).catch((error: unknown) =>
				log.error({ err: error instanceof Error ? error.name : 'unknown' }, 'no post round')
			);
		} while (isWanted && !isStopped);
		running = null;
	}

	function poke(): void {
		if (isStopped) return;
		isWanted = true;
		running ??= rounds();
	}

	const timer = setInterval(poke, LOOK_EVERY_MS);
	timer.unref();
	poke();
	return {
		poke,
		async stop() {
			isStopped = true;
			clearInterval(timer);
			await running;
			options.post?.close();
		}
	};
}

/** One look: what ends soon, what is a day old, and every letter that is due. */
async function goRound(
	{ db, outlet, post, log, submitted }: Options,
	isStopped: () => boolean
): Promise<void> {
	await tellEnding(db, outlet, submitted, new Date());
	if (!post) return;
	await writeDigests(db, outlet, new Date());
	for (;;) {
		const due = await takeDue(db, new Date());
		if (due.length === 0) return;
		for (const letter of due) {
			if (isStopped()) return;
			await deliver(db, outlet, post, log, letter);
		}
	}
}

async function deliver(
	db: Database,
	outlet: Outlet,
	post: Post,
	log: Log,
	letter: Due
): Promise<void> {
	const { id: letterId, address: to, subject, body: text, html, attempts } = letter;
	try {
		await post.send({ to, subject, text, html });
		await markSent(db, letter, new Date());
		log.info({ letterId, attempts }, 'mail sent');
	} catch (caught) {
		if (!(caught instanceof Undelivered)) throw caught;
		const isGivenUp = await markFailed(db, outlet, letter, caught.isFinal, new Date());
		log.warn({ letterId, attempts, reason: caught.message, isGivenUp }, 'mail not sent');
	}
}
