import { expect, it } from 'vitest';
import { runSteps, type Step } from './step.ts';
import {
	add,
	FAILED,
	NOTHING,
	PASSED,
	spellTally,
	tallyOfPlaywright,
	tallyOfVitest
} from './tally.ts';

it('is spelled as one line', () => {
	expect(spellTally({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
	expect(spellTally({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
	expect(add(PASSED, add(FAILED, NOTHING))).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

it('counts a file that could not be loaded as failed', () => {
	const report = { numPassedTests: 4, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
	const broken = { status: 'failed', assertionResults: [] };
	const partly = { status: 'failed', assertionResults: [{}] };
	expect(tallyOfVitest({ ...report, testResults: [broken, partly] })).toEqual({
		passed: 4,
		failed: 2,
		skipped: 3
	});
});

it('counts a journey that passed only when repeated as failed', () => {
	const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
	expect(tallyOfPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 });
});

const step = (name: string, tally: typeof PASSED, needs: string[] = []): Step => ({
	name,
	needs,
	run: () => Promise.resolve({ tally, details: `details of ${name}` })
});

it('goes on after a failed step, leaves out what needs it, and ends with the sum', async () => {
	const said: string[] = [];
	const crash: Step = { name: 'crash', run: () => Promise.reject(new Error('crashed')) };
	const steps = [
		step('build', FAILED),
		step('journeys', PASSED, ['build']),
		step('after', PASSED, ['journeys']),
		crash,
		step('lint', PASSED)
	];
	expect(await runSteps(steps, (words) => said.push(words))).toBe(1);
	expect(said.join('\n')).toContain('details of build');
	expect(said.join('\n')).not.toContain('details of lint');
	expect(said.join('\n')).toContain('Error: crashed');
	expect(said.join('\n')).toMatch(/journeys: left out, because "build" failed/);
	expect(said.join('\n')).toMatch(/after: left out, because "journeys" failed/);
	expect(said.at(-1)).toBe('\n1 passed, 2 failed');
});

it('runs the steps of a group at once, and what needs a failed one of them not at all', async () => {
	const said: string[] = [];
	let meet = (): void => undefined;
	const met = new Promise<void>((done) => (meet = done));
	const first: Step = { name: 'first', run: () => met.then(() => ({ tally: PASSED })) };
	const second: Step = {
		name: 'second',
		run: () => {
			meet();
			return Promise.resolve({ tally: FAILED });
		}
	};
	const steps = [[first, second], step('third', PASSED, ['second'])];
	expect(await runSteps(steps, (words) => said.push(words))).toBe(1);
	expect(said.join('\n')).toMatch(/third: left out, because "second" failed/);
	expect(said.at(-1)).toBe('\n1 passed, 1 failed');
});

it('fails when nothing was tested', async () => {
	expect(await runSteps([step('nothing', NOTHING)], () => undefined)).toBe(1);
	expect(await runSteps([step('lint', PASSED)], () => undefined)).toBe(0);
});
