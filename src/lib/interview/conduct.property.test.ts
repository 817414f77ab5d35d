/**
 * Whatever happens in whatever order: nothing recorded is lost, no clock goes below zero, and there is a way on. The
 * recorder here is a model of the real one, driven by the same effects in the same queue as in the conductor.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeFormat, type Format } from '../question-bank/format.ts';
import { announce } from './announce.ts';
import { conversationLeft, nextDeadlineMs, timeLeft } from './clock.ts';
import { beginInterview, type Beginning } from './begin.ts';
import { conduct } from './conduct.ts';
import { effectsOf, standingOf, type Effect } from './effects.ts';
import { marksPassed } from './marks.ts';
import { StandingSchema } from './standing.ts';
import * as v from 'valibot';
import type { Interview, Occurrence, Timed } from './state.ts';

const COUNT = 4;
const formats: fc.Arbitrary<Format> = fc
	.record({
		preparationS: fc.constantFrom(null, 30),
		begins: fc.constantFrom('person' as const, 'itself' as const),
		spoken: fc.boolean(),
		answerLimitS: fc.constantFrom(45, 180),
		overrun: fc.constantFrom('stop' as const, 'note' as const),
		totalS: fc.constantFrom(null, 240),
		followUps: fc.constantFrom(0, 1, 2),
		breakS: fc.constantFrom(null, 10),
		noPause: fc.constantFrom(null, 'Nobody waits on the day.'),
		exam: fc.boolean(),
		takes: fc.constantFrom(null, 1, 2)
	})
	.map((rules) =>
		completeFormat({
			...{ id: 'any', title: 'Any', purpose: 'For the tests.', order: 1, questions: COUNT },
			...{ questionSet: 'openers', target: null, playback: false, ...rules }
		})
	);

/** What the person, the devices, the clock and the other person may do. `recorder`: the model's next job ends. */
const events = fc.oneof(
	...(
		[
			['tick', 8],
			['recorder-works', 6],
			['recorder-fails', 1],
			['asked', 3],
			['start-answer', 3],
			['finish-answer', 3],
			['end-answer', 1],
			['reflected', 1],
			['linger', 1],
			['record-again', 2],
			['back-to-answer', 1],
			['next', 2],
			['finish', 0.2],
			['pause', 1],
			['resume', 1],
			['hidden', 1],
			['shown', 1],
			['devices-back', 2],
			['camera', 1],
			['microphone', 1],
			['recorder', 1],
			['asleep', 1],
			['sound-device', 1],
			['clock-changed', 1],
			['dismiss', 1],
			['peer-joined', 0.5],
			['peer-left', 1],
			['ask', 1],
			['follow-up', 1]
		] as const
	).map(([name, often]) => ({
		weight: Math.ceil(often * 5),
		arbitrary: fc.record({
			name: fc.constant(name),
			// ticks, rare ticks of a hidden page, an hour's sleep, and a clock that was set back
			afterMs: fc.oneof(
				{ weight: 8, arbitrary: fc.integer({ min: 0, max: 9_000 }) },
				{ weight: 2, arbitrary: fc.constantFrom(60_000, 3_600_000, -5_000, -7_200_000) }
			),
			at: fc.constantFrom(undefined, 0, 2, COUNT, -1)
		})
	}))
);
type Happening = typeof events extends fc.Arbitrary<infer T> ? T : never;

type Left = Omit<Beginning, 'format' | 'questions'>;
const FRESH: Left = { takes: Array<number>(COUNT).fill(0), position: 0 };
/** Anywhere an interview may have been left, also at its end. */
const lefts: fc.Arbitrary<Left> = fc
	.record({
		takes: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: COUNT, maxLength: COUNT }),
		position: fc.option(fc.integer({ min: 0, max: COUNT - 1 })),
		left: fc.uniqueArray(fc.integer({ min: 0, max: COUNT - 1 })),
		isCutShort: fc.boolean(),
		running: fc.constantFrom(null, 'an-earlier-take'),
		conversedMs: fc.constantFrom(0, 100_000, 240_000, 300_000),
		peer: fc.boolean()
	})
	.map(({ takes, position, left, isCutShort, running, conversedMs, peer }) => ({
		...{ takes, position, left, isCutShort, peer },
		hasRecording: position !== null && (isCutShort || takes[position]! > 0),
		standing: { position: position ?? 0, conversedMs, followUps: [], overrunMs: {}, running }
	}));
const begun = fc.oneof(
	{ weight: 2, arbitrary: fc.constant(FRESH) },
	{ weight: 3, arbitrary: lefts }
);

/** An interview together with a recorder that does one job at a time and takes its time. */
class World {
	now: Interview;
	atMs = 0;
	jobs: (Extract<Effect, { do: 'start-recording' }> | { do: 'stop' } | { do: 'stop-stray' })[] = [];
	running: string | null = null;
	/** Chunks by take: written while it runs, safe when it was stopped. */
	takes = new Map<string, { chunks: number; isSafe: boolean }>();
	speaking: string | null = null;
	private made = 0;

	/** Takes that count and takes that were cut short, when it begins. */
	readonly before: { counted: number; cutShort: number };

	/** Fresh, or as it stood when it was left. */
	constructor(format: Format, left: Left = FRESH) {
		const questions = Array.from({ length: COUNT }, (_, at) => ({
			followUps: [`And then ${at}?`, `Why ${at}?`],
			part: at < COUNT - 1 ? 'First' : 'Last'
		}));
		this.now = beginInterview({ format, questions, ...left }, 0);
		const counted = left.takes.reduce((sum, n) => sum + n, 0);
		this.before = { counted, cutShort: this.now.cutShort.length };
		if (!['ready', 'finished'].includes(this.now.phase.name)) {
			this.follow({ ...this.now, phase: { name: 'ready' } }, this.now);
		}
	}

	tell(event: Occurrence): void {
		const before = this.now;
		this.now = conduct(before, { ...event, atMs: this.atMs } as Timed);
		this.follow(before, this.now);
		const running = this.running === null ? undefined : this.takes.get(this.running);
		if (running) running.chunks += 1;
	}

	private follow(before: Interview, after: Interview): void {
		for (const effect of effectsOf(before, after)) {
			if (effect.do === 'ask') this.speaking = effect.followUp ?? `question ${effect.position}`;
			if (effect.do === 'hush') this.speaking = null;
			if (effect.do === 'start-recording') this.jobs.push(effect);
			if (effect.do === 'stop-recording') this.jobs.push({ do: 'stop' });
		}
		for (const mark of marksPassed(before, after)) announce(mark, after);
	}

	/** The recorder ends its next job, well or badly. */
	work(well: boolean): void {
		const job = this.jobs.shift();
		if (!job) return;
		if (job.do === 'start-recording') return this.start(job.attempt, well);
		const take = this.takes.get(this.running ?? '');
		if (take) take.isSafe = true;
		this.running = null;
		if (job.do === 'stop') this.tell({ type: 'kept' });
	}

	private start(attempt: number, well: boolean): void {
		const { phase } = this.now;
		if (phase.name !== 'starting' || phase.attempt !== attempt) return;
		if (!well) return this.tell({ type: 'trouble', cause: 'recorder', attempt });
		expect(this.running, 'a second recording is started into a running one').toBeNull();
		const takeId = `take-${(this.made += 1)}`;
		this.running = takeId;
		this.takes.set(takeId, { chunks: 1, isSafe: false });
		this.tell({ type: 'recording', takeId, attempt });
		const now = this.now.phase;
		if ('takeId' in now && now.takeId === takeId) return;
		this.tell({ type: 'came-to-nothing', takeId });
		this.jobs.unshift({ do: 'stop-stray' });
	}

	happen({ name, afterMs, at }: Happening): void {
		this.atMs += afterMs;
		if (name === 'recorder-works') this.work(true);
		else if (name === 'recorder-fails') this.work(false);
		else if (name === 'camera' || name === 'microphone' || name === 'recorder' || name === 'asleep')
			this.tell({ type: 'trouble', cause: name });
		else if (name === 'ask')
			this.tell(at === undefined ? { type: 'ask' } : { type: 'ask', position: at });
		else if (name === 'follow-up')
			this.tell({ type: 'follow-up', text: 'And what did you learn?' });
		else this.tell({ type: name });
	}

	/** What must be so after every event. */
	check(): void {
		const { now } = this;
		for (const clock of [timeLeft(now), conversationLeft(now)]) {
			if (!clock) continue;
			expect(clock.leftMs).toBeGreaterThanOrEqual(0);
			expect(clock.leftMs).toBeLessThanOrEqual(clock.totalMs);
			expect(clock.overMs).toBeGreaterThanOrEqual(0);
		}
		expect(nextDeadlineMs(now) ?? 1).toBeGreaterThan(0);
		for (const ms of [now.conversedMs, now.spentMs, ...Object.values(now.overrunMs)])
			expect(ms).toBeGreaterThanOrEqual(0);
		expect(now.position).toBeGreaterThanOrEqual(0);
		expect(now.position).toBeLessThan(now.questionCount);
		if (now.phase.name === 'answering') expect(now.phase.takeId).toBe(this.running);
		// the recorder runs only while somebody knows of it, or its stop is on the way
		if (this.running !== null && now.phase.name !== 'answering')
			expect(this.jobs.some((job) => job.do !== 'start-recording')).toBe(true);
		const isAsking =
			now.phase.name === 'asking' ||
			(now.phase.name === 'answering' && now.phase.askingSinceMs !== null);
		expect(this.speaking !== null).toBe(isAsking);
		expect(standingOf(now).position).toBe(now.position);
	}

	/** What a person who wants to leave presses, with devices that answer. */
	leave(): void {
		for (const type of ['resume', 'finish-answer', 'end-answer'] as const) this.tell({ type });
		for (let left = 0; left < 4; left++) this.work(true);
		this.tell({ type: 'end-answer' });
		for (let left = 0; left < 4; left++) this.work(true);
		this.tell({ type: 'finish' });
	}
}

describe('any sequence of events', () => {
	it('loses nothing recorded, shows no negative clock, and leaves a way out', () => {
		fc.assert(
			fc.property(formats, begun, fc.array(events, { maxLength: 80 }), (format, left, all) => {
				const world = new World(format, left);
				for (const event of all) {
					world.happen(event);
					world.check();
				}
				world.leave();
				expect(world.now.phase.name).toBe('finished');
				// every take that has a chunk was stopped by name, and is either counted or said to be cut short
				for (const [, take] of world.takes) expect(take.isSafe).toBe(true);
				const counted = world.now.takes.reduce((sum, n) => sum + n, 0);
				const { before, now } = world;
				expect(counted - before.counted + now.cutShort.length - before.cutShort).toBe(
					world.takes.size
				);
			}),
			{ numRuns: 1000 }
		);
	}, 60_000);

	it('never hangs on a device that does not answer', () => {
		fc.assert(
			fc.property(formats, begun, fc.array(events, { maxLength: 40 }), (format, left, all) => {
				const world = new World(format, left);
				for (const event of all) world.happen(event);
				// nobody answers and nobody presses anything: only time passes
				for (let at = 0; at < 400 && nextDeadlineMs(world.now) !== null; at++) {
					world.atMs = Math.max(world.atMs, world.now.nowMs) + 1_000;
					world.tell({ type: 'tick' });
				}
				expect(['asking', 'starting', 'keeping']).not.toContain(world.now.phase.name);
			}),
			{ numRuns: 500 }
		);
	});

	it('asks no question again by itself that was answered or left', () => {
		fc.assert(
			fc.property(formats, begun, fc.array(events, { maxLength: 80 }), (format, left, all) => {
				const world = new World(format, left);
				for (const event of all) {
					const { position, takes, left: behind } = world.now;
					world.happen(event);
					const now = world.now;
					if (now.position === position || event.name === 'ask') continue;
					expect(takes[now.position]).toBe(0);
					expect(behind).not.toContain(now.position);
				}
			}),
			{ numRuns: 500 }
		);
	});

	it('keeps a place to come back to that the server takes', () => {
		fc.assert(
			fc.property(formats, fc.array(events, { maxLength: 60 }), (format, all) => {
				const world = new World(format);
				for (const event of all) world.happen(event);
				const named = standingOf(world.now);
				const ids = new Map<string, string>();
				const uuid = (id: string) => {
					if (!ids.has(id))
						ids.set(id, `00000000-0000-4000-8000-${String(ids.size).padStart(12, '0')}`);
					return ids.get(id);
				};
				const sent = JSON.parse(
					JSON.stringify(named, (_key, value: unknown) =>
						typeof value === 'string' && value.startsWith('take-') ? uuid(value) : value
					)
				) as unknown;
				expect(v.safeParse(StandingSchema, sent).issues).toBeUndefined();
			}),
			{ numRuns: 300 }
		);
	});
});
