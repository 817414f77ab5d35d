import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { BufferSource, EncodedPacketSink, Input, WEBM } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { wholeRecording } from '../../../tests/fixtures/long-recording.ts';
import { concatenate } from './spool.ts';
import { WebmIndex } from './webm-index.ts';

const recording = new Uint8Array(
	readFileSync(new URL('../../../tests/fixtures/recording.webm', import.meta.url))
);

/** The file that comes out when the recording arrives in pieces cut at `cuts`. */
function seekable(bytes: Uint8Array, cuts: number[] = []) {
	const index = new WebmIndex();
	const places = [
		0,
		...cuts.filter((at) => at <= bytes.length).sort((a, b) => a - b),
		bytes.length
	];
	places.slice(1).forEach((end, at) => index.feed(bytes.slice(places[at], end)));
	const made = index.finish();
	return (
		made && {
			...made,
			file: concatenate([made.head, bytes.subarray(made.keepFrom, made.keepTo)])
		}
	);
}

async function look(file: Uint8Array) {
	const input = new Input({ formats: [WEBM], source: new BufferSource(file) });
	const track = await input.getPrimaryVideoTrack();
	if (!track) throw new Error('no picture');
	const packets: { timestamp: number; type: string; bytes: number }[] = [];
	for await (const { timestamp, type, data } of new EncodedPacketSink(track).packets()) {
		packets.push({ timestamp, type, bytes: data.byteLength });
	}
	return { packets, durationS: await input.computeDuration() };
}

describe('a recording made seekable', () => {
	it('has the same frames at the same times, and says how long it is', async () => {
		const made = seekable(recording);
		const before = await look(recording);
		const after = await look(made?.file ?? new Uint8Array());
		expect(after.packets).toEqual(before.packets);
		expect((made?.durationMs ?? 0) / 1000).toBeCloseTo(before.durationS, 0.5);
	});

	it('is understood where every size takes eight bytes', async () => {
		const bytes = new Uint8Array(await wholeRecording({ seconds: 3, bitsPerSecond: 300_000 }));
		const made = seekable(bytes);
		expect(made?.durationMs).toBe(3000);
		expect((await look(made?.file ?? new Uint8Array())).packets).toHaveLength(75);
	});

	it('has a length that a player believes, and a cue for every key frame', async () => {
		const made = seekable(recording);
		const text = Buffer.from(made?.head ?? []).toString('hex');
		expect(text).toContain('4489');
		const keys = (await look(recording)).packets.filter(({ type }) => type === 'key');
		expect(text.match(/bb01[0-9a-f]{14}b301/g)).toHaveLength(keys.length);
	});

	it('comes out the same however the bytes were cut on the way', () => {
		const whole = seekable(recording)?.file;
		fc.assert(
			fc.property(fc.array(fc.nat(recording.length), { maxLength: 40 }), (cuts) => {
				expect(
					Buffer.compare(seekable(recording, cuts)?.file ?? Buffer.of(), whole ?? Buffer.of())
				).toBe(0);
			}),
			{ numRuns: 60 }
		);
	});

	it('cut anywhere, it has all the frames before the cut', async () => {
		const before = await look(recording);
		for (const at of [6000, 10_001, 17_777, 29_000]) {
			const made = seekable(recording.subarray(0, at));
			const { packets } = await look(made?.file ?? new Uint8Array());
			expect(packets.length).toBeGreaterThan(1);
			expect(packets).toEqual(before.packets.slice(0, packets.length));
		}
	});
});

it('gives nothing once something was not understood, whatever comes after it', () => {
	const index = new WebmIndex();
	index.feed(recording);
	expect(index.finish()).not.toBeNull();
	expect(() => index.feed(Uint8Array.of(0xa3, 0xff, 0, 0))).toThrow(RangeError);
	index.feed(recording.slice(0, 4000));
	expect(index.finish()).toBeNull();
});

it('gives nothing for a recording without a frame, and refuses what is no WebM', () => {
	expect(seekable(recording.subarray(0, 150))).toBeNull();
	expect(new WebmIndex().finish()).toBeNull();
	expect(() => seekable(new TextEncoder().encode('%PDF-1.7 and so on'))).toThrow(RangeError);
	const endless = readFileSync(new URL('../../../tests/fixtures/endless.webm', import.meta.url));
	expect(seekable(new Uint8Array(endless))).toBeNull();
});
