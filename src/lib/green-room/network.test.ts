import { createServer as createHttp, type Server as HttpServer } from 'node:http';
import { connect, createServer as createTcp, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeNetwork, type NetworkWorld } from './network-probe.ts';
import { judgeNetwork, NO_NETWORK, speed } from './network.ts';

describe('the verdict on a connection', () => {
	const good = { uploadKbps: [9000, 8000, 12_000], roundTripMs: [30, 34, 28], jitterMs: 4 };

	it.each([
		['good', 'good', {}],
		['slow', 'problem', { uploadKbps: [290, 305, 300] }],
		['slow', 'problem', { uploadKbps: [30] }],
		['slow', 'could-be-better', { uploadKbps: [1200] }],
		['late', 'could-be-better', { roundTripMs: [398, 402, 411] }],
		['late', 'problem', { roundTripMs: [1200, 1300] }],
		['unsteady', 'could-be-better', { jitterMs: 130 }],
		['unsteady', 'problem', { jitterMs: 300 }],
		['unreachable', 'problem', { uploadKbps: [], roundTripMs: [], failures: 3 }],
		['unreachable', 'not-measurable', { ...NO_NETWORK }],
		['half', 'not-measurable', { uploadKbps: [] }],
		['half', 'not-measurable', { uploadKbps: [NaN, 0, -3, Infinity] }],
		['good', 'good', { jitterMs: NaN }]
	] as const)('is %s (%s)', (verdict, grade, change) => {
		const judged = judgeNetwork({ ...good, ...change });
		expect(judged.figures.verdict).toBe(verdict);
		expect(judged.grade).toBe(grade);
	});

	it('takes the slower of two uploads in the middle', () => {
		const { figures } = judgeNetwork({ ...good, uploadKbps: [5000, 300, 5000, 300] });
		expect(figures).toMatchObject({ verdict: 'slow', uploadBitsPerSecond: 300_000 });
	});

	it('gives no speed where nothing arrived, only what it is under', () => {
		const judged = judgeNetwork({ ...good, uploadKbps: [], uploadUnderKbps: 41 });
		expect(judged).toMatchObject({ grade: 'problem', figures: { uploadBitsPerSecond: null } });
		expect(judged.finding).toContain('less than 41 kbit/s');
	});

	it('hears of a line that dies while it is measured', async () => {
		const clock = new SlowClock({ uploadsUntilDead: 1 });
		const reading = await probeNetwork(clock.world);
		expect(reading.failures).toBe(1);
		expect(judgeNetwork(reading).grade).not.toBe('good');
	});

	it('says whether a recording keeps up', () => {
		const at = (kbps: number) => judgeNetwork({ ...good, uploadKbps: [kbps] });
		expect(at(300)).toMatchObject({ figures: { keepsUp: 'no', uploadBitsPerSecond: 300_000 } });
		expect(at(300).finding).toContain('300 kbit/s');
		expect(at(300).finding).toContain('does not keep up');
		expect(at(1200).finding).toContain('keeps up');
		expect(at(9000).finding).toContain('keeps up');
		expect(judgeNetwork({ ...good, roundTripMs: [400] }).finding).toContain('400 ms');
	});

	it('is spelled in kbit/s and Mbit/s', () => {
		expect([speed(300), speed(4500), speed(12_300)]).toEqual([
			'300 kbit/s',
			'4.5 Mbit/s',
			'12 Mbit/s'
		]);
	});
});

/** What a line does to the bytes of each direction. */
interface Line {
	/** Bits a second towards the server; left out: as fast as it goes. */
	upBitsPerSecond?: number;
	/** Milliseconds each way. */
	delayMs?: number;
	/** Takes connections and says nothing. */
	dead?: boolean;
}

describe('the probe over a real connection', () => {
	let server: HttpServer;
	const lines: Server[] = [];
	const sockets = new Set<Socket>();

	beforeAll(async () => {
		server = createHttp((request, response) => {
			request.resume();
			request.on('end', () => response.writeHead(204).end());
		});
		await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	});
	afterAll(async () => {
		for (const socket of sockets) socket.destroy();
		for (const line of lines) line.close();
		server.closeAllConnections();
		await new Promise((done) => server.close(done));
	});

	/** A line to the server that is as bad as told; its address. */
	async function open({ upBitsPerSecond = Infinity, delayMs = 0, dead }: Line): Promise<string> {
		const line = createTcp({ allowHalfOpen: true }, (near) => {
			sockets.add(near);
			near.on('error', () => near.destroy());
			if (dead) return;
			const far = connect((server.address() as AddressInfo).port, '127.0.0.1');
			sockets.add(far);
			far.on('error', () => near.destroy());
			near.on('close', () => far.destroy());
			carry(near, far, upBitsPerSecond, delayMs);
			carry(far, near, Infinity, delayMs);
		});
		lines.push(line);
		await new Promise<void>((ready) => line.listen(0, '127.0.0.1', ready));
		return `http://127.0.0.1:${(line.address() as AddressInfo).port}/`;
	}

	/** The real probe with Node's own fetch and clock. */
	const world = (address: string): NetworkWorld => ({
		now: () => performance.now(),
		wait: (ms) => new Promise((done) => setTimeout(done, ms)),
		ask: async (request, signal) => {
			const body = request.kind === 'upload' ? Buffer.alloc(request.bytes, 7) : undefined;
			const response = await fetch(address, { signal, ...(body && { method: 'POST', body }) });
			await response.arrayBuffer();
		}
	});

	it('finds 300 kbit/s up', { timeout: 30_000 }, async () => {
		const reading = await probeNetwork(world(await open({ upBitsPerSecond: 300_000 })));
		const judged = judgeNetwork(reading);
		expect(judged).toMatchObject({ grade: 'problem', figures: { verdict: 'slow', keepsUp: 'no' } });
		expect(judged.figures.uploadBitsPerSecond).toBeGreaterThan(200_000);
		expect(judged.figures.uploadBitsPerSecond).toBeLessThan(400_000);
	});

	it(
		'finds 400 ms there and back, and does not take it for a slow line',
		{ timeout: 30_000 },
		async () => {
			const reading = await probeNetwork(world(await open({ delayMs: 200 })));
			const judged = judgeNetwork(reading);
			expect(judged.figures.verdict).toBe('late');
			expect(judged.figures.roundTripMs).toBeGreaterThanOrEqual(395);
			expect(judged.figures.uploadBitsPerSecond).toBeGreaterThan(2_090_000);
		}
	);

	it(
		'finds nothing wrong with a good line, and tells how far it is',
		{ timeout: 30_000 },
		async () => {
			const told: number[] = [];
			const reading = await probeNetwork(world(await open({})), {
				durationMs: 1500,
				onProgress: (share) => told.push(share)
			});
			expect(reading.uploadKbps.length).toBeGreaterThan(0);
			expect(reading.roundTripMs.length).toBeGreaterThan(2);
			expect(told.at(-1)).toBe(1);
			expect(told).toEqual([...told].sort((a, b) => a - b));
		}
	);

	it(
		'ends on a line that says nothing, and where nobody listens',
		{ timeout: 30_000 },
		async () => {
			const dead = await probeNetwork(world(await open({ dead: true })), { durationMs: 300 });
			expect(judgeNetwork(dead)).toMatchObject({
				grade: 'problem',
				figures: { verdict: 'unreachable' }
			});
			const closed = await probeNetwork(world('http://127.0.0.1:9/'), { durationMs: 300 });
			expect(closed.failures).toBeGreaterThan(0);
		}
	);

	it('stops at once when it is aborted', async () => {
		const stop = new AbortController();
		const address = await open({ delayMs: 50 });
		const probing = probeNetwork(world(address), {
			signal: stop.signal,
			onProgress: () => stop.abort(new Error('enough'))
		});
		await expect(probing).rejects.toThrow('enough');
		await expect(probeNetwork(world(address), { signal: AbortSignal.abort() })).rejects.toThrow();
	});
});

/** Hands bytes on, each piece when the line has had the time for it. */
function carry(from: Socket, to: Socket, bitsPerSecond: number, delayMs: number): void {
	let freeAt = 0;
	from.on('data', (bytes: Buffer) => {
		const now = performance.now();
		freeAt = Math.max(now, freeAt) + (bytes.length * 8000) / bitsPerSecond;
		// a full line lets nobody push more into it
		if (freeAt - now > 50) from.pause();
		setTimeout(
			() => {
				to.write(bytes);
				from.resume();
			},
			freeAt - now + delayMs
		);
	});
	from.on('end', () =>
		setTimeout(() => to.end(), Math.max(0, freeAt - performance.now()) + delayMs + 1)
	);
}

/** A line on a clock of its own: an upload takes 200 ms while the line lives, and has no end after that. */
class SlowClock {
	#nowMs = 0;
	#uploads = 0;
	#waiting: { atMs: number; done: () => void }[] = [];
	readonly world: NetworkWorld;

	constructor({ uploadsUntilDead }: { uploadsUntilDead: number }) {
		this.world = {
			now: () => this.#nowMs,
			wait: (ms) => this.#at(this.#nowMs + ms),
			ask: (request, signal) => {
				if (request.kind === 'round-trip') return this.#at(this.#nowMs + 20);
				if (++this.#uploads <= uploadsUntilDead) return this.#at(this.#nowMs + 200);
				return new Promise((_, fail) =>
					signal.addEventListener('abort', () => fail(new Error('aborted')))
				);
			}
		};
	}

	#at(atMs: number): Promise<void> {
		return new Promise((done) => {
			this.#waiting.push({ atMs, done });
			this.#waiting.sort((a, b) => a.atMs - b.atMs);
			setTimeout(() => {
				const next = this.#waiting.shift();
				if (!next) return;
				this.#nowMs = Math.max(this.#nowMs, next.atMs);
				next.done();
			});
		});
	}
}
