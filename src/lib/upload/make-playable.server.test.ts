/** The ways from an upload to a recording that plays, and that nothing is lost on any of them. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { EncodedPacketSink, FilePathSource, Input, WEBM } from 'mediabunny';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { framesOf } from '../../../tests/fixtures/device.ts';
import { wholeRecording } from '../../../tests/fixtures/long-recording.ts';
import { makePlayable, type MakeOrder } from './make-playable.server.ts';
import { readHead } from './webm/ebml.ts';
import { scanWebm } from './webm/scan.ts';
import { makeSeekable } from './webm/seekable.ts';

const ROOM = 4096;
const CLUSTER = Buffer.from([0x1f, 0x43, 0xb6, 0x75]);

let folder: string;
let recording: Buffer;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'vivavoce-playable-'));
	recording = await wholeRecording({ seconds: 20, bitsPerSecond: 500_000 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function orderFor(name: string, bytes: Uint8Array, room = ROOM): Promise<MakeOrder> {
	const path = join(folder, name);
	await writeFile(path, Buffer.concat([Buffer.alloc(room), bytes]));
	const places = { path, to: `${path}.out`, closedPath: `${path}.closed` };
	return { ...places, room, container: 'webm', isLastTry: false };
}

/** The time of the key frame that a player finds for a moment, in seconds. */
async function seek(path: string, atS: number): Promise<number | undefined> {
	const input = new Input({ formats: [WEBM], source: new FilePathSource(path) });
	try {
		const track = await input.getPrimaryVideoTrack();
		return track ? (await new EncodedPacketSink(track).getKeyPacket(atS))?.timestamp : undefined;
	} finally {
		input.dispose();
	}
}

describe('a recording', () => {
	it('is sealed where it lies: a length, an index, every frame as it came', async () => {
		const order = await orderFor('sealed', recording);
		const made = await makePlayable(order);
		expect(made).toMatchObject({ path: order.path, mimeType: 'video/webm', because: null });
		expect(made.durationMs).toBe(20_000);
		const bytes = await readFile(made.path);
		expect(made.bytes).toBe(bytes.length);
		expect(bytes.length - recording.length).toBeLessThan(6000);
		expect(await framesOf(bytes)).toEqual(await framesOf(recording));
		expect(await seek(made.path, 13.4)).toBe(13);
	});

	it('is written anew when it has no room for a head, and has the same frames', async () => {
		const order = await orderFor('anew', recording, 0);
		const made = await makePlayable(order);
		expect(made.path).toBe(order.to);
		expect((await readFile(order.path)).equals(recording)).toBe(true);
		expect(await framesOf(await readFile(made.path))).toEqual(await framesOf(recording));
	});

	it('of sound alone is sealed too', async () => {
		const sound = await soundAlone();
		const made = await makePlayable(await orderFor('sound', sound));
		expect(made).toMatchObject({ mimeType: 'audio/webm', because: null });
		expect(made.durationMs).toBeGreaterThan(2500);
	});

	it('keeps every whole frame wherever it was cut off', async () => {
		for (const share of [0.11, 0.5, 0.77]) {
			const cut = recording.subarray(0, Math.floor(recording.length * share));
			const made = await makePlayable(await orderFor(`cut-${share}`, cut));
			const frames = await framesOf(await readFile(made.path));
			const whole = await framesOf(recording);
			expect(frames.every((frame) => whole.includes(frame))).toBe(true);
			expect(frames.length).toBeGreaterThanOrEqual(Math.floor(whole.length * share) - 2);
		}
	});

	it('whose frames are noise is not called playable', async () => {
		const noise = Buffer.from(recording);
		const scanner = scanWebm();
		scanner.push(recording);
		for (const { start } of scanner.finish().keys) noise.fill(0xaa, start + 13, start + 40);
		const order = await orderFor('noise', noise);
		await expect(makePlayable(order)).rejects.toThrow('cannot be played from 0.0 s');
		await expect(makePlayable({ ...order, isLastTry: true })).rejects.toThrow('cannot be played');
	});
});

describe('a damaged recording', () => {
	let short: Buffer;
	let clusters: number[];
	beforeAll(async () => {
		short = await readFile('tests/fixtures/recording.webm');
		const scanner = scanWebm();
		scanner.push(short);
		clusters = scanner.finish().clusters.map(({ start }) => start);
	});

	/** Every frame of `bytes` that lies in its cluster number `at`, as they were recorded. */
	async function framesIn(at: number): Promise<string[]> {
		const from = [0, 1065, 2076, Infinity];
		return (await framesOf(short)).filter((frame) => {
			const ms = Number(frame.split(' ')[1]) * 1000;
			return ms >= from[at]! && ms < from[at + 1]!;
		});
	}

	it('keeps what lies behind a wrong size', async () => {
		const damaged = Buffer.from(short);
		// a frame in the second cluster says that it goes on into the third
		damaged[sizeAt(short, clusters[1]!)] = 0x7f;
		const made = await makePlayable(await orderFor('size', damaged));
		expect(made.because).toMatch(/NotScannable/);
		expect(made.durationMs).toBeGreaterThan(2900);
		const frames = await framesOf(await readFile(made.path));
		expect(frames).toEqual(expect.arrayContaining(await framesIn(0)));
		expect(frames).toEqual(expect.arrayContaining(await framesIn(2)));
		expect(made.missing).toMatch(/^\d+ of 29555 bytes are not in it/);
	});

	it('keeps what lies behind a hole, filled with nothing or cut out', async () => {
		const from = clusters[1]! + 1500;
		const [empty, out] = [
			Buffer.from(short),
			Buffer.concat([short.subarray(0, from), short.subarray(from + 500)])
		];
		empty.fill(0, from, from + 500);
		for (const [name, damaged] of [
			['empty', empty],
			['out', out]
		] as const) {
			const made = await makePlayable(await orderFor(`hole-${name}`, damaged));
			expect(made.durationMs, name).toBeGreaterThan(2900);
			const frames = await framesOf(await readFile(made.path));
			expect(frames, name).toEqual(expect.arrayContaining(await framesIn(2)));
			expect(made.missing, name).toMatch(/bytes are not in it/);
		}
	});

	it('says what it misses when a hole of any size swallowed clusters in its middle', async () => {
		for (const [from, to] of [
			[0.49, 0.51],
			[0.3, 0.6],
			[0.05, 0.95]
		] as const) {
			const damaged = Buffer.from(recording);
			const hole = [from, to].map((share) => Math.floor(damaged.length * share));
			damaged.fill(0, ...hole);
			const made = await makePlayable(await orderFor(`large-hole-${from}`, damaged));
			const [, lost] = /^(\d+) of \d+ bytes are not in it/.exec(made.missing ?? '') ?? [];
			// its first and its last bytes may be the inside of a frame
			expect(Number(lost), `from ${from}`).toBeGreaterThan(hole[1]! - hole[0]! - 5000);
			expect(made.durationMs).toBeGreaterThan(19_900);
		}
	});

	it('keeps what lies behind a hole that begins with its first cluster', async () => {
		const damaged = Buffer.from(recording);
		damaged.fill(0, damaged.indexOf(CLUSTER), Math.floor(damaged.length / 2));
		const made = await makePlayable(await orderFor('hole-first', damaged));
		expect(made.missing).toMatch(/bytes are not in it/);
		const frames = await framesOf(await readFile(made.path));
		expect(frames.length).toBeGreaterThan((await framesOf(recording)).length * 0.4);
	});

	it('misses nothing when it only has an index already', async () => {
		const sealed = await makePlayable(await orderFor('indexed-once', recording));
		const made = await makePlayable(await orderFor('indexed', await readFile(sealed.path)));
		expect(made.because).toMatch(/index/);
		expect(made.missing).toBeNull();
		expect(await framesOf(await readFile(made.path))).toEqual(await framesOf(recording));
	});

	it('says what it misses when the most of it is no recording', async () => {
		const damaged = Buffer.from(recording);
		damaged.fill(0, Math.floor(damaged.length / 2));
		const order = await orderFor('half', damaged);
		const made = await makePlayable(order);
		expect(made.missing).toMatch(/bytes are not in it/);
		expect(made.durationMs).toBeGreaterThan(9000);
		// what arrived is untouched, to be kept beside it
		expect((await readFile(order.path)).subarray(ROOM).equals(damaged)).toBe(true);
	});

	it('that is two, one behind the other, becomes one as long as both', async () => {
		const made = await makePlayable(await orderFor('two', Buffer.concat([short, short])));
		expect(made.missing).toBeNull();
		expect(made.durationMs).toBeGreaterThan(5900);
		expect(made.durationMs).toBeLessThan(6200);
		const frames = await framesOf(await readFile(made.path));
		const one = await framesOf(short);
		expect(frames).toHaveLength(2 * one.length);
		expect(new Set(frames.map((frame) => frame.split(' ').slice(0, 2).join())).size).toBe(
			frames.length
		);
	});
});

describe('an MP4', () => {
	let whole: Buffer;
	/** Where its fragments begin, one a second. */
	const fragments: number[] = [];
	beforeAll(async () => {
		whole = await asMp4(recording);
		for (let at = whole.indexOf('moof'); at > 0; at = whole.indexOf('moof', at + 1)) {
			fragments.push(at - 4);
		}
	});
	const make = async (name: string, bytes: Uint8Array) =>
		makePlayable({ ...(await orderFor(name, bytes)), container: 'mp4' });

	it('misses nothing when it is whole, or was cut off', async () => {
		const made = await make('mp4-whole', whole);
		expect(made).toMatchObject({ missing: null, durationMs: 20_000 });
		const cut = whole.subarray(0, fragments[14]! + 30_000);
		const order = { ...(await orderFor('mp4-cut', cut)), container: 'mp4' as const };
		expect((await makePlayable({ ...order, isLastTry: true })).missing).toBeNull();
	});

	it('says what it misses behind a hole where the demuxer stops', async () => {
		const damaged = Buffer.from(whole);
		damaged.fill(0, fragments[10], fragments[11]);
		const made = await make('mp4-hole', damaged);
		expect(made.durationMs).toBe(10_000);
		const behind = whole.length - fragments[10]!;
		expect(made.missing).toBe(`${behind} of ${whole.length} bytes lie behind a damaged place`);
	});
});

describe('a crash while it is sealed', () => {
	it('does no harm after any of its steps', async () => {
		const scanner = scanWebm();
		scanner.push(recording);
		const scan = scanner.finish();
		const { patches } = makeSeekable(scan, ROOM);
		for (const steps of [0, 1, 2, 10, patches.length]) {
			const order = await orderFor(`crash-${steps}`, recording);
			const head = recording.subarray(0, scan.firstCluster).toString('base64');
			await writeFile(order.closedPath, JSON.stringify({ head, wholeBytes: scan.wholeBytes }));
			const file = await open(order.path, 'r+');
			for (const { at, bytes } of patches.slice(0, steps))
				await file.write(bytes, 0, bytes.length, at);
			await file.close();
			const made = await makePlayable(order);
			expect(made.because).toBeNull();
			expect(await framesOf(await readFile(made.path))).toEqual(await framesOf(recording));
		}
	});

	it('nor does kill -9 at any moment', async () => {
		const order = await orderFor('killed', recording);
		for (const afterMs of [0, 5, 15, 40, 80]) {
			const child = fork('tests/uploads/make-playable.killed.ts', [JSON.stringify(order)], {
				execArgv: ['--import', 'tsx'],
				stdio: 'ignore'
			});
			const gone = once(child, 'exit');
			await once(child, 'message');
			await rest(afterMs);
			child.kill('SIGKILL');
			await gone;
		}
		const made = await makePlayable(order);
		expect(await framesOf(await readFile(made.path))).toEqual(await framesOf(recording));
	}, 60_000);
});

/** Where the size of a block in the middle of the cluster that begins at `start` stands. */
function sizeAt(bytes: Buffer, start: number): number {
	let at = start + 12 + 2 + (bytes[start + 13]! & 0x7f);
	for (let seen = 0; seen < 12; seen++) {
		const head = readHead(bytes, at)!;
		at += head.headBytes + head.size!;
	}
	return at + 1;
}

/** The pictures of a recording in fragments of a second, as MediaRecorder writes MP4. */
async function asMp4(bytes: Uint8Array): Promise<Buffer> {
	const { BufferTarget, BufferSource, EncodedVideoPacketSource, Output, Mp4OutputFormat } =
		await import('mediabunny');
	const output = new Output({
		format: new Mp4OutputFormat({ fastStart: 'fragmented' }),
		target: new BufferTarget()
	});
	const input = new Input({ formats: [WEBM], source: new BufferSource(bytes) });
	const from = (await input.getPrimaryVideoTrack())!;
	const track = new EncodedVideoPacketSource('vp8');
	output.addVideoTrack(track);
	await output.start();
	const decoderConfig = (await from.getDecoderConfig())!;
	for await (const packet of new EncodedPacketSink(from).packets()) {
		// WebM does not say how long its last frame lasts
		await track.add(packet.clone({ duration: 0.04 }), { decoderConfig });
	}
	await output.finalize();
	const whole = Buffer.from(output.target.buffer!);
	// a recorder that is stopped writes no index
	return whole.subarray(0, whole.lastIndexOf('mfra') - 4);
}

/** The sound of the fixture as a file of its own, as MediaRecorder writes it when there is no camera. */
async function soundAlone(): Promise<Buffer> {
	const { Conversion, BufferTarget, BufferSource, Output, WebMOutputFormat } =
		await import('mediabunny');
	const source = new BufferSource(await readFile('tests/fixtures/recording.webm'));
	const output = new Output({
		format: new WebMOutputFormat({ appendOnly: true }),
		target: new BufferTarget()
	});
	const input = new Input({ formats: [WEBM], source });
	const conversion = await Conversion.init({
		input,
		output,
		video: { discard: true },
		showWarnings: false
	});
	await conversion.execute();
	const bytes = Buffer.from(output.target.buffer!);
	// a recorder that is stopped writes no index
	return bytes.subarray(0, bytes.lastIndexOf(Buffer.from([0x1c, 0x53, 0xbb, 0x6b])));
}
