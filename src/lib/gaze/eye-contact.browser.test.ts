import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eyeContact } from './eye-contact.svelte.ts';
import type { FromWorker } from './worker-words.ts';

/** Every engine that was started; it says what the test has it say, because the real one needs the model. */
let engines: Engine[] = [];
class Engine {
	onmessage: ((event: { data: FromWorker }) => void) | null = null;
	onerror: unknown = null;
	isOver = false;
	constructor() {
		engines.push(this);
	}
	postMessage(): void {}
	terminate(): void {
		this.isOver = true;
	}
	say(data: FromWorker): void {
		this.onmessage?.({ data });
	}
}

/** Every copy of the camera that was made for looking. */
let copies: MediaStreamTrack[] = [];
let stream: MediaStream;
/** How much later it is than the browser says, in milliseconds. */
let laterMs = 0;

beforeEach(async () => {
	[engines, copies, laterMs] = [[], [], 0];
	vi.stubGlobal('Worker', Engine);
	vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ model: '/vision/model.task' })));
	const clone = MediaStreamTrack.prototype.clone;
	vi.spyOn(MediaStreamTrack.prototype, 'clone').mockImplementation(function (
		this: MediaStreamTrack
	) {
		const copy = clone.call(this);
		copies.push(copy);
		return copy;
	});
	const now = performance.now.bind(performance);
	vi.spyOn(performance, 'now').mockImplementation(() => now() + laterMs);
	const context = { getContext: () => ({}) } as unknown as HTMLCanvasElement;
	vi.spyOn(document, 'createElement').mockImplementation(() => context);
	stream = await navigator.mediaDevices.getUserMedia({ video: true });
});
afterEach(() => {
	eyeContact.close();
	for (const track of stream.getTracks()) track.stop();
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

const live = () => copies.filter((copy) => copy.readyState === 'live').length;
const ready = async (which: number) => {
	await vi.waitFor(() => expect(engines).toHaveLength(which));
	engines.at(-1)?.say({ type: 'ready' });
	await vi.waitFor(() => expect(live()).toBe(1));
};
const nobody = (): FromWorker => ({
	type: 'reading',
	at: performance.timeOrigin + performance.now(),
	reading: { faces: 0, face: null, box: null },
	light: null,
	costMs: 20,
	detectMs: 20,
	pace: 10
});
const broken: FromWorker = { type: 'failed', why: 'failed', details: 'context lost' };

it('counts the rest of a take whose engine broke as not seen, and follows the next one', async () => {
	const stop = eyeContact.watch(stream);
	await ready(1);
	eyeContact.beginTake(stream, performance.now());
	for (laterMs = 0; laterMs < 2000; laterMs += 100) engines[0]?.say(nobody());
	engines[0]?.say(broken);
	expect([live(), engines[0]?.isOver]).toEqual([0, true]);
	// the dead engine may still have words on the way
	engines[0]?.say(broken);
	laterMs = 10_000;
	const { samples, framing } = eyeContact.endTake();
	const states = samples.map(({ state }) => state);
	expect(states.filter((state) => state === 'no-face').length).toBeGreaterThan(15);
	expect(states.filter((state) => state === 'unavailable').length).toBeGreaterThan(70);
	expect(samples.at(-1)?.atMs).toBeGreaterThan(9500);
	expect(framing.verdict).toBeNull();

	await ready(2);
	expect(eyeContact.phase).toBe('ready');
	eyeContact.beginTake(stream, performance.now());
	for (const until = laterMs + 2000; laterMs < until; laterMs += 100) engines[1]?.say(nobody());
	expect(eyeContact.endTake().samples.every(({ state }) => state === 'no-face')).toBe(true);
	stop();
	expect(live()).toBe(0);
});

it('says before the next answer that nobody is seen or that looking rests, and takes it back', async () => {
	const stop = eyeContact.watch(stream);
	await ready(1);
	expect(eyeContact.notChecked).toBeNull();
	for (let look = 0; look < 30; look++) engines[0]?.say(nobody());
	expect(eyeContact.notChecked).toMatch(/no face is seen/);
	engines[0]?.say({ type: 'rests' });
	expect(eyeContact.notChecked).toMatch(/short of time/);
	engines[0]?.say(nobody());
	expect(eyeContact.notChecked).toMatch(/no face is seen/);
	stop();
	expect(eyeContact.rests || eyeContact.nobody).toBe(false);
});

it('starts an engine that breaks in a break once again, and then says that it is not there', async () => {
	const stop = eyeContact.watch(stream);
	await ready(1);
	eyeContact.beginTake(stream, performance.now());
	eyeContact.endTake();
	engines[0]?.say(broken);
	await ready(2);
	expect(eyeContact.notChecked).toBeNull();
	engines[1]?.say(broken);
	expect(eyeContact.phase).toBe('unavailable');
	expect(eyeContact.notChecked).toContain('Eye contact is not available');
	expect(engines).toHaveLength(2);
	// the next take is over: once more
	eyeContact.beginTake(stream, performance.now());
	eyeContact.endTake();
	await ready(3);
	stop();
});
