/** The formats of the bank, run to their end with a clock of their own, and what each of them promises. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readBank } from '../question-bank/bank.server.ts';
import type { Bank } from '../question-bank/bank.ts';
import type { Format } from '../question-bank/format.ts';
import { announce } from './announce.ts';
import { canRecordAgain, nextFollowUp } from './allowed.ts';
import { conversationLeft, timeLeft } from './clock.ts';
import { beginInterview } from './begin.ts';
import { conduct } from './conduct.ts';
import { effectsOf, standingOf } from './effects.ts';
import { marksPassed } from './marks.ts';
import { makePlan, type Plan } from './plan.ts';
import type { Interview, Occurrence, Timed } from './state.ts';

let bank: Bank;
beforeAll(async () => {
	bank = await readBank();
});
const planOf = (id: string, change: Partial<Format> = {}): Plan => {
	const format = { ...bank.formats.find((each) => each.id === id)!, ...change };
	return makePlan(format, bank.set(format.questionSet)!, 7, {}, bank.sets);
};

/** An interview whose recorder answers after 300 ms and whose voice speaks for 4 s. */
class Run {
	now: Interview;
	said: string[] = [];
	asked: string[] = [];
	left: number[] = [];
	ended = false;
	#due: { atMs: number; event: Occurrence }[] = [];

	constructor(plan: Plan, more: Partial<Parameters<typeof beginInterview>[0]> = {}) {
		const takes = plan.questions.map(() => 0);
		const given = { format: plan.format, questions: plan.questions, takes, position: 0, ...more };
		this.now = beginInterview(given, 0);
		this.#follow({ ...this.now, phase: { name: 'ready' } }, this.now);
	}

	tell(event: Occurrence): this {
		const before = this.now;
		this.now = conduct(before, { ...event, atMs: before.nowMs } as Timed);
		this.#follow(before, this.now);
		return this;
	}

	/** Lets time pass in ticks of 100 ms; what devices do happens in between. */
	pass(ms: number): this {
		const untilMs = this.now.nowMs + ms;
		while (this.now.nowMs < untilMs) {
			const atMs = Math.min(untilMs, this.now.nowMs + 100);
			const before = this.now;
			this.now = conduct(before, { type: 'tick', atMs });
			this.#follow(before, this.now);
			const ready = this.#due.filter((each) => each.atMs <= atMs);
			this.#due = this.#due.filter((each) => each.atMs > atMs);
			for (const { event } of ready) this.tell(event);
		}
		return this;
	}

	until(name: Interview['phase']['name'], atMostMs = 1_000_000): this {
		const since = this.now.nowMs;
		while (this.now.phase.name !== name && this.now.nowMs - since < atMostMs) this.pass(100);
		expect(this.now.phase.name).toBe(name);
		return this;
	}

	#follow(before: Interview, after: Interview): void {
		for (const mark of marksPassed(before, after)) {
			const sentence = announce(mark, after);
			if (sentence) this.said.push(sentence);
		}
		const later = (inMs: number, event: Occurrence) =>
			this.#due.push({ atMs: after.nowMs + inMs, event });
		for (const effect of effectsOf(before, after)) {
			if (effect.do === 'ask') {
				this.asked.push(effect.followUp ?? `question ${effect.position}`);
				later(4_000, { type: 'asked' });
			}
			if (effect.do === 'start-recording')
				later(300, {
					type: 'recording',
					takeId: `take-${effect.attempt}`,
					attempt: effect.attempt
				});
			if (effect.do === 'stop-recording') later(300, { type: 'kept' });
			if (effect.do === 'leave') this.left.push(...effect.positions);
			if (effect.do === 'end') this.ended = true;
		}
	}
}

describe('every format of the bank', () => {
	const ids = [
		...['introduction-drill', 'one-way', 'one-way-long-read', 'traditional-20', 'traditional-30'],
		...['panel', 'mmi', 'mmi-long', 'hot-seat', 'rapid-fire']
	];

	it('is one of these', () => {
		expect(bank.formats.map(({ id }) => id)).toEqual(ids);
	});

	it.each(ids)('%s runs to its end, with every question asked once and every answer kept', (id) => {
		const run = new Run(planOf(id));
		while (!run.ended && run.now.nowMs < 3 * 3_600_000) {
			const { phase } = run.now;
			if (phase.name === 'ready') run.tell({ type: 'start-answer' });
			if (phase.name === 'answering' && phase.replySinceMs !== null) {
				run.pass(20_000).tell({ type: 'finish-answer' });
			}
			if (phase.name === 'reflecting') run.tell({ type: 'reflected' });
			if (phase.name === 'break') {
				const last = run.now.position === run.now.questionCount - 1;
				run.tell({ type: last ? 'finish' : 'next' });
			}
			run.pass(500);
		}
		expect(run.ended).toBe(true);
		expect(run.now.takes).toEqual(run.now.takes.map(() => 1));
		expect(run.now.cutShort).toEqual([]);
		expect(run.left).toEqual(run.now.takes.map((_, at) => at));
	});
});

describe('one-way', () => {
	it('gives 30 s to read, 3 min to answer, one take and a break without a clock', () => {
		const run = new Run(planOf('one-way')).pass(4_000);
		expect([run.now.phase.name, timeLeft(run.now)?.totalMs]).toEqual(['preparing', 30_000]);
		run.pass(30_300);
		expect(timeLeft(run.now)).toMatchObject({ totalMs: 180_000, overMs: 0 });
		run.until('reflecting');
		expect(timeLeft(run.now)).toBeNull();
		expect(canRecordAgain(run.now)).toBe(false);
		run.pass(3_600_000);
		expect(run.now.phase.name).toBe('reflecting');
		expect(run.said).toEqual([
			'30 s to read. Then recording starts.',
			'Half of your time is left: 15 s.',
			'Recording starts in 10 seconds.',
			'Recording. You have 3 min.',
			'Half of your time is left: 1 min 30 s.',
			'30 seconds left.',
			'10 seconds left.',
			'Time is up. Your answer is kept.'
		]);
	});

	it('cannot be paused, and says why', () => {
		const run = new Run(planOf('one-way')).pass(10_000).tell({ type: 'pause' });
		expect(run.now.phase.name).toBe('preparing');
		expect(run.now.notice?.name).toBe('no-pause');
		expect(run.now.format.noPause).toContain('clock');
	});
});

describe('a circuit of stations', () => {
	it('is silent: 2 min to read, 6 min to talk with a warning at 30 s, then 1 min, and on by itself', () => {
		const run = new Run(planOf('mmi'));
		expect([run.now.phase.name, run.asked]).toEqual(['preparing', []]);
		run.pass(120_400);
		expect(run.now.phase.name).toBe('answering');
		run.until('reflecting');
		expect(run.said.slice(-4)).toEqual([
			'30 seconds left.',
			'10 seconds left.',
			'Time is up. Your answer is kept.',
			'1 min until the next question begins by itself.'
		]);
		// rating the answer neither stops nor restarts the minute
		run.pass(20_000).tell({ type: 'reflected' });
		expect(timeLeft(run.now)?.leftMs).toBe(40_000);
		run.pass(40_000);
		expect([run.now.position, run.now.phase.name]).toEqual([1, 'preparing']);
		expect(run.said).toContain('The next question begins in 10 seconds.');
	});

	it('waits after the last station', () => {
		const run = new Run(planOf('mmi', { preparationS: 1, answerLimitS: 10, breakS: 5 }));
		run.pass(8 * 20_000);
		expect([run.now.position, run.now.phase.name]).toEqual([7, 'reflecting']);
	});
});

describe('a conversation', () => {
	it('begins the answer when the question ends, and notes an overrun instead of cutting', () => {
		const run = new Run(planOf('traditional-20')).pass(4_400);
		expect(run.now.phase.name).toBe('answering');
		run.pass(150_000);
		expect(run.now.phase.name).toBe('answering');
		expect(timeLeft(run.now)).toMatchObject({ leftMs: 0, totalMs: 120_000 });
		expect(timeLeft(run.now)!.overMs).toBeGreaterThan(29_000);
		expect(run.said.at(-1)).toContain('nothing is cut off');
		run.tell({ type: 'end-answer' }).pass(400);
		expect(standingOf(run.now).overrunMs[0]).toBeGreaterThan(29_000);
	});

	it('asks a follow-up of the question itself into the running recording', () => {
		const plan = planOf('traditional-20');
		const run = new Run(plan).pass(4_400).pass(60_000);
		const [first] = plan.questions[0]!.followUps;
		expect(nextFollowUp(run.now)).toBe(first);
		run.tell({ type: 'finish-answer' });
		expect(run.asked.at(-1)).toBe(first);
		expect(run.now.phase).toMatchObject({
			name: 'answering',
			takeId: 'take-1',
			replySinceMs: null
		});
		expect(timeLeft(run.now)?.leftMs).toBe(120_000);
		run.pass(10_000);
		expect(timeLeft(run.now)?.leftMs).toBe(114_000);
		expect(run.said.at(-1)).toBe('Recording goes on. You have 2 min for the follow-up.');
		expect(nextFollowUp(run.now)).toBeNull();
		run.tell({ type: 'finish-answer' }).pass(400);
		expect(run.now.phase.name).toBe('reflecting');
		expect(run.now.followUps).toEqual([
			{ position: 0, text: first, atMs: expect.closeTo(60_000, -3) as number, takeId: 'take-1' }
		]);
	});

	it('while a follow-up is spoken, "Finish answer" ends the speaking and not the answer', () => {
		const run = new Run(planOf('traditional-20')).pass(30_000).tell({ type: 'finish-answer' });
		run.pass(1_000).tell({ type: 'finish-answer' });
		expect(run.now.phase).toMatchObject({ name: 'answering', askingSinceMs: null });
		run.pass(5_000);
		// the voice that was cut off has nothing to say any more
		expect(timeLeft(run.now)?.leftMs).toBe(115_000);
	});

	it('counts one clock over all questions, which stands still between them', () => {
		const run = new Run(planOf('traditional-20'))
			.pass(64_400)
			.tell({ type: 'end-answer' })
			.pass(400);
		const spent = conversationLeft(run.now)!;
		expect(spent.totalMs - spent.leftMs).toBeCloseTo(64_000, -3);
		run.pass(600_000);
		expect(conversationLeft(run.now)).toEqual(spent);
	});

	it('begins no follow-up when its time is over', () => {
		const run = new Run(planOf('traditional-20')).until('answering').pass(1_100_000);
		expect(nextFollowUp(run.now)).not.toBeNull();
		run.pass(110_000);
		expect(nextFollowUp(run.now)).toBeNull();
		run.tell({ type: 'finish-answer' });
		expect(run.now.phase.name).toBe('keeping');
	});

	it('leaves time for your own questions, and ends when the time is over', () => {
		const run = new Run(planOf('traditional-20', { followUps: 0 }));
		run.until('answering').pass(900_000).tell({ type: 'finish-answer' }).until('reflecting');
		run.tell({ type: 'next' });
		expect(run.now.position).toBe(1);
		run.until('answering').pass(200_000).tell({ type: 'finish-answer' }).until('reflecting');
		run.tell({ type: 'next' });
		// 2 min are left: the last part, and what was passed over counts as left
		expect(run.now.questions[run.now.position]?.part).toBe('Your own questions');
		expect(run.left).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
		run.until('answering').pass(200_000).tell({ type: 'finish-answer' }).until('reflecting');
		expect(run.said).toContain('5 minutes left of the interview.');
		expect(run.said.some((said) => said.startsWith('The time for the interview is over'))).toBe(
			true
		);
		run.tell({ type: 'next' });
		expect(run.ended).toBe(true);
	});

	it('can be paused while nobody speaks or while an answer is given, and nothing is lost', () => {
		const run = new Run(planOf('traditional-20')).pass(34_400).tell({ type: 'pause' }).pass(400);
		expect(run.now.phase).toMatchObject({ name: 'paused', back: { name: 'break' } });
		expect([run.now.takes[0], run.now.cutShort]).toEqual([0, ['take-1']]);
		expect(conversationLeft(run.now)?.leftMs).toBe(1_200_000);
		run.pass(3_000_000).tell({ type: 'resume' });
		expect(run.now.phase).toMatchObject({ name: 'break', endedBy: 'pause' });
		expect(canRecordAgain(run.now)).toBe(true);
	});

	it('is asked again after a pause in the middle of a question', () => {
		const run = new Run(planOf('traditional-20')).pass(2_000).tell({ type: 'pause' }).pass(60_000);
		expect(run.now.phase.name).toBe('paused');
		run.tell({ type: 'resume' });
		expect(run.asked).toEqual(['question 0', 'question 0']);
		run.pass(4_400);
		expect(run.now.phase.name).toBe('answering');
	});
});

describe('panel', () => {
	it('lets three interviewers take turns', () => {
		const turns = planOf('panel').questions.map(({ interviewer }) => interviewer);
		expect(turns).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
	});
});

describe('hot seat', () => {
	it('stops every reply at 90 s, presses on with follow-ups, and stops in the end', () => {
		const run = new Run(planOf('hot-seat')).pass(4_400).pass(90_000);
		expect(run.now.phase).toMatchObject({ name: 'answering', asked: 1 });
		expect(run.said.at(-1)).toBe('Time is up. A follow-up question comes now.');
		run.pass(94_000);
		expect(run.now.phase).toMatchObject({ name: 'answering', asked: 2 });
		run.pass(94_400);
		expect(run.now.phase).toMatchObject({ name: 'reflecting', endedBy: 'limit' });
		expect(run.asked).toHaveLength(3);
		expect(run.now.takes[0]).toBe(1);
	});
});

describe('rapid fire', () => {
	it('goes from question to question by itself, and waits for whoever wants to write', () => {
		const run = new Run(planOf('rapid-fire')).pass(4_400).pass(45_400);
		expect(run.now.phase.name).toBe('reflecting');
		run.pass(10_000);
		expect([run.now.position, run.now.phase.name]).toEqual([1, 'asking']);
		run.pass(4_400).pass(45_400).tell({ type: 'linger' }).pass(600_000);
		expect([run.now.position, run.now.phase.name]).toEqual([1, 'reflecting']);
	});
});

describe('a crash', () => {
	it('neither uses up a take nor time of the conversation', () => {
		const plan = planOf('traditional-20');
		const run = new Run(plan).pass(64_400).tell({ type: 'end-answer' }).until('reflecting');
		run.tell({ type: 'next' }).until('answering').pass(50_000);
		const standing = standingOf(run.now);
		expect(standing.running).toBe('take-2');
		const back = new Run(plan, {
			standing,
			position: 1,
			takes: [1, 0, ...Array(7).fill(0)],
			hasRecording: true
		});
		expect(conversationLeft(back.now)?.leftMs).toBeCloseTo(1_136_000, -3);
		expect(back.now.cutShort).toEqual(['take-2']);
		expect(canRecordAgain(back.now)).toBe(true);
	});
});

describe('what can go wrong', () => {
	it('a camera lost in the break is told, and the break comes back', () => {
		const run = new Run(planOf('one-way')).pass(40_000).tell({ type: 'finish-answer' }).pass(400);
		run.tell({ type: 'trouble', cause: 'camera' });
		expect(run.now.phase).toMatchObject({ name: 'interrupted', cause: 'camera' });
		run.tell({ type: 'devices-back' });
		expect(run.now.phase.name).toBe('reflecting');
	});

	it('a recorder that never begins is given up after 15 s, and a late one is not counted', () => {
		const run = new Run(planOf('introduction-drill')).pass(4_000);
		const stuck = conduct(run.now, { type: 'start-answer', atMs: run.now.nowMs });
		const attempt = stuck.attempt;
		let now = stuck;
		for (let ms = 0; ms <= 15_000; ms += 100) {
			now = conduct(now, { type: 'tick', atMs: stuck.nowMs + ms });
		}
		expect(now.phase).toMatchObject({ name: 'interrupted', cause: 'recorder' });
		const late = conduct(now, { type: 'recording', takeId: 'x', attempt, atMs: now.nowMs });
		expect(late.phase.name).toBe('interrupted');
	});

	it('a hidden page is told how long it was hidden, and the clock ran on', () => {
		const run = new Run(planOf('one-way')).pass(5_000).tell({ type: 'hidden' }).pass(12_000);
		run.tell({ type: 'shown' });
		expect(run.now.notice).toMatchObject({ name: 'hidden', forMs: 12_000 });
		expect(timeLeft(run.now)?.leftMs).toBe(17_000);
		run.pass(25_000);
		expect(run.now.notice).toBeNull();
	});

	it('a changed clock and switched headphones are noticed and stop nothing', () => {
		const run = new Run(planOf('one-way')).pass(40_000);
		for (const type of ['clock-changed', 'sound-device'] as const) {
			run.tell({ type });
			expect([run.now.notice?.name, run.now.phase.name]).toEqual([type, 'answering']);
		}
	});
});

describe('a second person asks', () => {
	const plan = () => planOf('traditional-20');

	it('and the page waits for them, follows them, and asks no follow-up of its own', () => {
		const run = new Run(plan(), { peer: true });
		expect(run.now.phase.name).toBe('waiting');
		run.pass(600_000).tell({ type: 'ask' }).pass(4_400);
		expect([run.now.phase.name, run.asked]).toEqual(['answering', ['question 0']]);
		run.pass(10_000).tell({ type: 'follow-up', text: 'How so?' }).pass(5_000);
		expect(run.asked.at(-1)).toBe('How so?');
		run.tell({ type: 'finish-answer' }).pass(400);
		expect(run.now.phase.name).toBe('reflecting');
		run.tell({ type: 'next' });
		expect([run.now.position, run.now.phase.name]).toEqual([1, 'waiting']);
		run.tell({ type: 'ask', position: 5 });
		expect([run.now.position, run.now.phase.name]).toEqual([5, 'asking']);
	});

	it('a follow-up that comes too late begins another take of the same answer', () => {
		const run = new Run(plan(), { peer: true }).tell({ type: 'ask' }).pass(14_400);
		run.tell({ type: 'finish-answer' }).pass(400).tell({ type: 'follow-up', text: 'How so?' });
		run.pass(4_400);
		expect([run.now.position, run.now.phase.name]).toEqual([0, 'answering']);
		expect(run.now.followUps).toMatchObject([{ text: 'How so?', atMs: 0, takeId: 'take-2' }]);
	});

	it('a follow-up that comes while the answer is being kept is asked when it is', () => {
		const run = new Run(plan(), { peer: true }).tell({ type: 'ask' }).pass(14_400);
		run.tell({ type: 'finish-answer' }).tell({ type: 'follow-up', text: 'How so?' });
		run.pass(4_800);
		expect([run.now.position, run.now.phase.name]).toEqual([0, 'answering']);
		expect(run.now.followUps).toMatchObject([{ text: 'How so?', takeId: 'take-2' }]);
	});

	it('out of order: a question without an answer stays open', () => {
		const before = new Run(plan(), { peer: true }).now;
		const after = conduct(before, { type: 'ask', position: 3, atMs: before.nowMs });
		expect(effectsOf(before, after)).toContainEqual({ do: 'leave', positions: [] });
	});

	it('and leaves: the interview goes on by itself', () => {
		const run = new Run(plan(), { peer: true }).pass(10_000).tell({ type: 'peer-left' });
		expect(run.now.phase.name).toBe('asking');
		const answering = new Run(plan(), { peer: true }).tell({ type: 'ask' }).pass(20_000);
		answering.tell({ type: 'peer-left' });
		expect(answering.now.phase.name).toBe('answering');
		expect(nextFollowUp(answering.now)).not.toBeNull();
	});

	it('and leaves: what they asked already is not asked again', () => {
		const given = planOf('hot-seat');
		const [first, second] = given.questions[0]!.followUps;
		const run = new Run(given, { peer: true }).tell({ type: 'ask' }).pass(10_000);
		run.tell({ type: 'follow-up', text: second! }).pass(5_000).tell({ type: 'peer-left' });
		expect(nextFollowUp(run.now)).toBe(first);
		const own = new Run(given, { peer: true }).tell({ type: 'ask' }).pass(10_000);
		own.tell({ type: 'follow-up', text: 'In a word?' }).pass(5_000).tell({ type: 'peer-left' });
		expect(nextFollowUp(own.now)).toBe(first);
	});

	it('who does not answer does not hold the applicant', () => {
		const run = new Run(plan(), { peer: true })
			.pass(10_000)
			.tell({ type: 'start-answer' })
			.pass(400);
		expect(run.now.phase.name).toBe('answering');
	});
});
