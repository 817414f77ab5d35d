/** Measures the way to the server for some seconds: first small questions, then uploads; anywhere that can fetch. */
import { NO_NETWORK, type NetworkReading } from './network.ts';
import type { Probing } from './probing.ts';

export interface NetworkWorld {
	/** Sends one request; resolves when the answer is complete, rejects when there is none. */
	ask: (request: NetworkRequest, signal: AbortSignal) => Promise<void>;
	/** Milliseconds on a clock that never goes back. */
	now: () => number;
	/** Resolves after so many milliseconds. */
	wait: (ms: number) => Promise<void>;
}
/** `upload` sends so many bytes that cannot be compressed; `round-trip` sends and fetches next to nothing. */
export type NetworkRequest = { kind: 'round-trip' } | { kind: 'upload'; bytes: number };

/** In all, in milliseconds, and the part of it that belongs to the round trips. */
const DURATION_MS = 5000;
const ROUND_TRIP_PART = 0.35;
/** Between two round trips, in milliseconds: enough of them to see how steady the line is. */
const GAP_MS = 60;
const MOST_ROUND_TRIPS = 20;
/** Bytes: the first upload ends within half a second on 300 kbit/s; the largest is under what the server takes. */
const UPLOAD = { first: 16_000, most: 400_000 };
/** An upload should take about so long that the round trip is a small part of it, in milliseconds. */
const WISH_MS = 900;
/** One that took less than this tells of the round trip and not of the line. */
const LEAST_MS = 150;
/** An upload that is not there after so many times as long as the one before makes it is lost; chosen. */
const DEAD_TIMES = 3;
/** No answer for so long, in milliseconds after the end, is none. */
const GRACE_MS = 3000;

/** Never rejects but when it is aborted; what could not be measured is missing or counted as a failure. */
export async function probeNetwork(
	world: NetworkWorld,
	{ signal, onProgress, durationMs = DURATION_MS }: Probing & { durationMs?: number } = {}
): Promise<NetworkReading> {
	signal?.throwIfAborted();
	const run = new Run(world, signal, onProgress, durationMs);
	try {
		const roundTripMs = await run.roundTrips(durationMs * ROUND_TRIP_PART);
		const least = roundTripMs.length > 0 ? Math.min(...roundTripMs) : 0;
		const uploadKbps = await run.uploads(least);
		signal?.throwIfAborted();
		onProgress?.(1);
		const { failures, uploadUnderKbps } = run;
		const jitterMs = jitterOf(roundTripMs);
		return { ...NO_NETWORK, uploadKbps, uploadUnderKbps, roundTripMs, jitterMs, failures };
	} finally {
		run.end();
	}
}

class Run {
	failures = 0;
	/** Of an upload that had not arrived by the end: the line is slower than this. */
	uploadUnderKbps: number | null = null;
	readonly #startedAt: number;
	readonly #ended = new AbortController();
	readonly #stop = () => this.#ended.abort();

	constructor(
		readonly world: NetworkWorld,
		readonly outer: AbortSignal | undefined,
		readonly onProgress: Probing['onProgress'],
		readonly durationMs: number
	) {
		this.#startedAt = world.now();
		outer?.addEventListener('abort', this.#stop);
	}

	end(): void {
		this.outer?.removeEventListener('abort', this.#stop);
		this.#ended.abort();
	}

	/** Round trips one after the other; the first, which may open the connection, does not count. */
	async roundTrips(forMs: number): Promise<number[]> {
		const taken: number[] = [];
		await this.#ask({ kind: 'round-trip' }, this.durationMs);
		if (this.failures > 0) return taken;
		while (this.#elapsed() < forMs && taken.length < MOST_ROUND_TRIPS) {
			const ms = await this.#ask({ kind: 'round-trip' }, this.durationMs - this.#elapsed());
			if (ms !== null) taken.push(ms);
			await this.world.wait(GAP_MS);
		}
		return taken;
	}

	/** Uploads that grow until one takes long enough to tell of the line. */
	async uploads(roundTripMs: number): Promise<number[]> {
		const speeds: { kbps: number; ms: number }[] = [];
		let bytes = UPLOAD.first;
		while (this.#elapsed() < this.durationMs && !this.#ended.signal.aborted) {
			const left = this.durationMs - this.#elapsed();
			const from = this.world.now();
			const ms = await this.#ask({ kind: 'upload', bytes }, left);
			if (ms === null) {
				this.#noteUnarrived(bytes, this.world.now() - from, left, speeds.at(-1)?.kbps);
				break;
			}
			const pace = paceOf(bytes, ms, roundTripMs);
			speeds.push(pace);
			const wished =
				(pace.kbps / 8) * Math.min(WISH_MS, Math.max(1, this.durationMs - this.#elapsed()));
			bytes = Math.round(Math.min(UPLOAD.most, 4 * bytes, Math.max(UPLOAD.first, wished)));
		}
		const telling = speeds.filter(({ ms }) => ms >= LEAST_MS);
		return (telling.length > 0 ? telling : speeds.slice(-3)).map(({ kbps }) => kbps);
	}

	/** What had not arrived by the end shows how fast the line is not, and whether it died on the way. */
	#noteUnarrived(bytes: number, tookMs: number, leftMs: number, kbps: number | undefined): void {
		if (kbps === undefined) {
			if (tookMs > 0.8 * leftMs) this.uploadUnderKbps = paceOf(bytes, tookMs, 0).kbps;
		} else if (tookMs > DEAD_TIMES * ((bytes * 8) / kbps)) this.failures++;
	}

	/** How long it took in milliseconds; null without an answer in `withinMs` and a little. */
	async #ask(request: NetworkRequest, withinMs: number): Promise<number | null> {
		const { world } = this;
		const from = world.now();
		const patience = request.kind === 'upload' ? withinMs : withinMs + GRACE_MS;
		const asking = new AbortController();
		const giveUp = () => asking.abort();
		let [isOver, isLate] = [false, false];
		void world.wait(Math.max(0, patience)).then(() => {
			isLate = !isOver;
			if (isLate) giveUp();
		});
		if (this.#ended.signal.aborted) giveUp();
		this.#ended.signal.addEventListener('abort', giveUp);
		try {
			await world.ask(request, asking.signal);
			return world.now() - from;
		} catch {
			this.outer?.throwIfAborted();
			if (request.kind === 'round-trip' || !isLate) this.failures++;
			return null;
		} finally {
			isOver = true;
			this.#ended.signal.removeEventListener('abort', giveUp);
			this.onProgress?.(Math.min(0.99, this.#elapsed() / this.durationMs));
		}
	}

	#elapsed = (): number => this.world.now() - this.#startedAt;
}

/** The round trip is taken off, but never more than half: large windows hide a part of it. */
function paceOf(bytes: number, ms: number, roundTripMs: number): { kbps: number; ms: number } {
	const kbps = (bytes * 8) / Math.max(1, ms / 2, ms - roundTripMs);
	return { kbps, ms: ms - roundTripMs };
}

/** Mean change from one to the next. @source RFC 3550, section 6.4.1, without its smoothing */
function jitterOf(times: readonly number[]): number | null {
	if (times.length < 2) return null;
	const changes = times.slice(1).map((ms, at) => Math.abs(ms - (times[at] ?? ms)));
	return changes.reduce((sum, change) => sum + change, 0) / changes.length;
}
