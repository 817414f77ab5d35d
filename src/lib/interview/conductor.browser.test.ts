import { afterEach, describe, expect, it, vi } from 'vitest';
import { completeFormat, type Format } from '../question-bank/format.ts';
import { timeLeft } from './clock.ts';
import { Conductor, type Ports } from './conductor.svelte.ts';
import type { Standing } from './standing.ts';

const FORMAT = completeFormat({
	...{ id: 'any', title: 'Any', purpose: 'For the tests.', order: 1, questions: 2 },
	...{ questionSet: 'openers', preparationS: null, answerLimitS: 1, target: null },
	...{ takes: 1, playback: false, begins: 'itself', breakS: 1 }
});
const QUESTIONS = [
	{ followUps: ['How so?'], part: null },
	{ followUps: [], part: null }
];

let conductor: Conductor | undefined;
afterEach(() => {
	conductor?.dispose();
	vi.restoreAllMocks();
});

/** A recorder and a voice that do what they are told when they are told to. */
class Studio implements Ports {
	log: string[] = [];
	standings: Standing[] = [];
	ended = false;
	running = 0;
	/** What `startRecording` and `ask` wait for. */
	starts: Promise<unknown> = Promise.resolve();
	speaks: Promise<unknown> = Promise.resolve();
	fails = false;
	#made = 0;

	open(change: Partial<Format> = {}): Conductor {
		const format = { ...FORMAT, ...change };
		conductor = new Conductor({ format, questions: QUESTIONS, takes: [0, 0], position: 0 }, this);
		return conductor;
	}

	async ask(position: number, followUp: string | null, signal: AbortSignal): Promise<void> {
		this.log.push(followUp ?? `ask ${position}`);
		signal.addEventListener('abort', () => this.log.push('hush'));
		await this.speaks;
	}

	async startRecording(position: number): Promise<string> {
		await this.starts;
		if (this.fails) throw new Error('no camera');
		this.running += 1;
		this.log.push(`start ${position}`);
		return `take-${(this.#made += 1)}`;
	}

	async stopRecording(): Promise<void> {
		await Promise.resolve();
		this.running -= 1;
		this.log.push('stop');
	}

	leaveQuestion(position: number): void {
		this.log.push(`leave ${position}`);
	}

	passMark(): void {}

	save(standing: Standing): void {
		this.standings.push(standing);
	}

	end(): void {
		this.ended = true;
		this.log.push('end');
	}
}

const phase = () => conductor?.interview.phase.name;
/** A promise, and how to keep it. */
function promise(): { kept: Promise<void>; keep: () => void } {
	let keep = (): void => undefined;
	const kept = new Promise<void>((done) => (keep = done));
	return { kept, keep };
}

describe('the conductor', () => {
	it('asks, records, keeps and goes on by itself to the end', async () => {
		const studio = new Studio();
		studio.open();
		await expect.poll(phase, { timeout: 5_000 }).toBe('reflecting');
		await expect.poll(() => conductor?.interview.position, { timeout: 5_000 }).toBe(1);
		await expect.poll(phase, { timeout: 5_000 }).toBe('reflecting');
		conductor?.tell({ type: 'finish' });
		expect(studio.log).toEqual([
			...['ask 0', 'hush', 'start 0', 'stop', 'leave 0'],
			...['ask 1', 'hush', 'start 1', 'stop', 'leave 1', 'end']
		]);
		expect(studio.running).toBe(0);
	});

	it('does not need the timers of the page, which a hidden page hardly has', async () => {
		vi.spyOn(globalThis, 'setInterval').mockReturnValue(0 as never);
		const pageTimeout = globalThis.setTimeout;
		vi.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void, ms = 0) =>
			// the test's own waiting goes on; what the conductor asks of the page never comes
			new Error().stack?.includes('tick.browser') ? 0 : pageTimeout(act, ms)) as never);
		new Studio().open();
		await expect.poll(phase, { timeout: 5_000 }).toBe('reflecting');
		await expect.poll(() => conductor?.interview.position, { timeout: 5_000 }).toBe(1);
	});

	it('does not need a worker', async () => {
		vi.stubGlobal('Worker', undefined);
		new Studio().open();
		await expect.poll(phase, { timeout: 5_000 }).toBe('reflecting');
		vi.unstubAllGlobals();
	});

	it('minds no change of the wall clock, and says that it was changed', async () => {
		const studio = new Studio();
		studio.open({ answerLimitS: 60 });
		await expect.poll(phase).toBe('answering');
		const before = timeLeft(conductor!.interview)!.leftMs;
		const real = Date.now();
		vi.spyOn(Date, 'now').mockReturnValue(real - 3_600_000);
		await expect.poll(() => conductor?.interview.notice?.name).toBe('clock-changed');
		const after = timeLeft(conductor!.interview)!.leftMs;
		expect(after).toBeLessThanOrEqual(before);
		expect(after).toBeGreaterThan(0);
	});

	it('stops a recorder that began after the camera was lost, and begins afresh afterwards', async () => {
		const studio = new Studio();
		const start = promise();
		studio.starts = start.kept;
		studio.open({ answerLimitS: 60 });
		await expect.poll(phase).toBe('starting');
		conductor?.tell({ type: 'trouble', cause: 'camera' });
		conductor?.tell({ type: 'devices-back' });
		conductor?.tell({ type: 'start-answer' });
		start.keep();
		await expect.poll(phase).toBe('answering');
		expect(studio.log.filter((line) => /start|stop/.test(line))).toEqual([
			...['start 0', 'stop', 'start 0']
		]);
		expect(studio.running).toBe(1);
		expect(conductor?.interview.cutShort).toEqual(['take-1']);
		expect(conductor?.interview.phase).toMatchObject({ takeId: 'take-2' });
	});

	it('says so when the recorder cannot begin', async () => {
		const studio = new Studio();
		studio.fails = true;
		studio.open();
		await expect.poll(phase).toBe('interrupted');
		studio.fails = false;
		conductor?.tell({ type: 'devices-back' });
		conductor?.tell({ type: 'start-answer' });
		await expect.poll(phase).toBe('answering');
	});

	it('lets a question be cut off: the answer begins once, not again when the voice ends', async () => {
		const studio = new Studio();
		const speech = promise();
		studio.speaks = speech.kept;
		studio.open({ answerLimitS: 60 });
		conductor?.tell({ type: 'start-answer' });
		expect(studio.log).toEqual(['ask 0', 'hush']);
		await expect.poll(phase).toBe('answering');
		speech.keep();
		await speech.kept;
		expect(phase()).toBe('answering');
		expect(studio.log.filter((line) => line === 'start 0')).toHaveLength(1);
	});

	it('records on while a follow-up is asked, and tells where it stands', async () => {
		const studio = new Studio();
		studio.open({ answerLimitS: 60, followUps: 1 });
		await expect.poll(phase).toBe('answering');
		expect(studio.standings.at(-1)?.running).toBe('take-1');
		conductor?.tell({ type: 'finish-answer' });
		expect(studio.log.at(-1)).toBe('How so?');
		await expect
			.poll(() => conductor?.interview.phase)
			.toMatchObject({ name: 'answering', askingSinceMs: null, followUp: 'How so?' });
		expect(studio.running).toBe(1);
		conductor?.tell({ type: 'finish-answer' });
		await expect.poll(phase).toBe('reflecting');
		expect(studio.standings.at(-1)).toMatchObject({
			running: null,
			cutShort: [],
			followUps: [{ position: 0, text: 'How so?', takeId: 'take-1' }]
		});
	});
});
