import { add, FAILED, NOTHING, spellTally, type Tally } from './tally.ts';

export interface Outcome {
	tally: Tally;
	/** What to read when something failed. */
	details?: string;
}

export interface Step {
	name: string;
	/** Names of steps without which this one makes no sense. */
	needs?: string[];
	run(): Promise<Outcome>;
}

/**
 * Runs the steps in order, those of a group at once, goes on after a failed one where that makes sense, and prints each
 * with its time. The last line printed is the sum.
 * @returns the exit code: 0 only when something passed and nothing failed.
 */
export async function runSteps(
	steps: readonly (Step | readonly Step[])[],
	say: (words: string) => void = print
): Promise<number> {
	let sum = NOTHING;
	const broken = new Set<string>();
	const take = async (step: Step) => {
		const missing = step.needs?.find((name) => broken.has(name));
		if (missing) {
			broken.add(step.name);
			say(`-    ${step.name}: left out, because "${missing}" failed`);
			return;
		}
		const { tally } = await runStep(step, say);
		if (tally.failed > 0) broken.add(step.name);
		sum = add(sum, tally);
	};
	for (const each of steps) await Promise.all([each].flat().map(take));
	say(`\n${spellTally(sum)}`);
	return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

async function runStep(step: Step, say: (words: string) => void): Promise<Outcome> {
	const startedAt = performance.now();
	const outcome = await step.run().catch((caught: unknown) => ({
		tally: FAILED,
		details: caught instanceof Error ? (caught.stack ?? caught.message) : String(caught)
	}));
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
	const { tally } = outcome;
	const count = tally.passed + tally.failed + tally.skipped > 1 ? `: ${spellTally(tally)}` : '';
	if (tally.failed > 0 && outcome.details) say(outcome.details.trimEnd());
	say(`${tally.failed > 0 ? 'FAIL' : 'ok  '} ${step.name}${count} (${seconds} s)`);
	return outcome;
}

function print(words: string): void {
	process.stdout.write(`${words}\n`);
}
