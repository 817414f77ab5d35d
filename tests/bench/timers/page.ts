/** Runs the interview's own clock in a page of its own and notes how late it was. Driven by `timers.bench.ts`. */
import { completeFormat } from '../../../src/lib/question-bank/format.ts';
import { Conductor } from '../../../src/lib/interview/conductor.svelte.ts';

export interface Lateness {
	/** Longest time in which the shown clock stood still, in milliseconds: the shown time is at most this old. */
	longestGapMs: number;
	/** The same for all but one in a thousand. */
	usualGapMs: number;
	/** The same for a plain `setInterval` of 100 ms in the same page. */
	plainGapMs: number;
	/** From the answer's start to its end at the limit, by this page's clock, in milliseconds. */
	answerMs: number;
	visibility: string;
}

declare global {
	interface Window {
		/** Records one answer with a limit of `limitS` seconds; resolves at the limit. `began` is called at its start. */
		measure(limitS: number, began: () => void): Promise<Lateness>;
	}
}

window.measure = (limitS, began) =>
	new Promise((done) => {
		const rules = { preparationS: null, answerLimitS: limitS, begins: 'itself', takes: 1 } as const;
		const format = completeFormat({
			...{ id: 'bench', title: 'Bench', purpose: 'For the bench.', order: 1, questions: 1 },
			...{ questionSet: 'openers', target: null, playback: false, ...rules }
		});
		let beganAt = 0;
		let seenMs = 0;
		const gapsMs: number[] = [];
		let plainGapMs = 0;
		let plainAt = performance.now();
		setInterval(() => {
			const now = performance.now();
			if (beganAt > 0) plainGapMs = Math.max(plainGapMs, now - Math.max(beganAt, plainAt));
			plainAt = now;
		}, 100);
		const conductor = new Conductor(
			{ format, takes: [0], position: 0 },
			{
				ask: () => Promise.resolve(),
				startRecording: () => Promise.resolve('take'),
				stopRecording() {
					const answerMs = performance.now() - beganAt;
					gapsMs.sort((a, b) => a - b);
					done({
						longestGapMs: gapsMs.at(-1) ?? 0,
						usualGapMs: gapsMs[Math.floor(gapsMs.length * 0.999)] ?? 0,
						plainGapMs,
						answerMs,
						visibility: document.visibilityState
					});
					return Promise.resolve();
				},
				leaveQuestion: () => undefined,
				passMark: () => undefined,
				save: () => undefined,
				end: () => undefined
			}
		);
		// every state that the conductor shows, at the moment it shows it
		const tell = conductor.tell.bind(conductor);
		conductor.tell = (event) => {
			tell(event);
			const { phase, nowMs } = conductor.interview;
			if (phase.name !== 'answering') return;
			if (beganAt === 0) {
				beganAt = phase.sinceMs;
				began();
			} else {
				gapsMs.push(nowMs - seenMs);
			}
			seenMs = nowMs;
		};
	});
