/**
 * Who is looking at what was shared, in this process: open review pages and recordings on their way. When a grant ends,
 * by withdrawal, expiry, a new link or passcode, or because its session is gone, every one of them is ended.
 */
import type { Grant } from './grant.ts';

/** Something that stays open while a grant holds. */
export interface Open {
	/** The grant does not hold any more. */
	end(): void;
	/** Too much is open for this grant; nothing is said about it. */
	evict(): void;
	/** The server stops. */
	close(): void;
}

/** How often every grant that is being looked at is read again, in milliseconds: an open page has to stop within 5 s. */
const LOOK_EVERY_MS = 1500;
/** Pages and recordings of one grant; the oldest makes room, because it may be a line that nobody holds any more. */
const MOST_OPEN = 40;

export interface AccessHub {
	/** Registers what is open; returns how to leave. */
	watch(grant: Pick<Grant, 'id' | 'seal'>, open: Open): () => void;
	/** Reads the grants again at once and ends what does not hold; called after every change of a grant. */
	check(): Promise<void>;
	/** How many are being watched. */
	readonly size: number;
	close(): void;
}

/** `readSeals`: the seals with which each of these grants is open now. */
export function createAccessHub(
	readSeals: (grantIds: string[]) => Promise<ReadonlyMap<string, readonly string[]>>
): AccessHub {
	const grants = new Map<string, Map<Open, string>>();
	const timer = setInterval(() => void check(), LOOK_EVERY_MS);
	timer.unref();

	function leave(id: string, open: Open): void {
		const there = grants.get(id);
		there?.delete(open);
		if (there?.size === 0) grants.delete(id);
	}

	async function check(): Promise<void> {
		if (grants.size === 0) return;
		// a database that does not answer for a moment ends nobody's review: the next look follows
		const seals = await readSeals([...grants.keys()]).catch(() => null);
		if (!seals) return;
		for (const [id, there] of [...grants]) {
			const holding = seals.get(id) ?? [];
			for (const [open, seal] of [...there]) {
				if (holding.includes(seal)) continue;
				leave(id, open);
				open.end();
			}
		}
	}

	return {
		watch({ id, seal }, open) {
			const there = grants.get(id) ?? new Map<Open, string>();
			grants.set(id, there);
			const [oldest] = there.keys();
			if (oldest && there.size >= MOST_OPEN) {
				there.delete(oldest);
				oldest.evict();
			}
			there.set(open, seal);
			return () => leave(id, open);
		},
		check,
		get size() {
			return [...grants.values()].reduce((sum, there) => sum + there.size, 0);
		},
		close() {
			clearInterval(timer);
			const all = [...grants.values()].flatMap((there) => [...there.keys()]);
			grants.clear();
			for (const open of all) open.close();
		}
	};
}
