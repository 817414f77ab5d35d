/** How many tests passed, from the JSON reports of the runners. */

export interface Tally {
	passed: number;
	failed: number;
	skipped: number;
}

export const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 };
export const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 };
export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Tally, b: Tally): Tally {
	return {
		passed: a.passed + b.passed,
		failed: a.failed + b.failed,
		skipped: a.skipped + b.skipped
	};
}

/** `3 passed, 0 failed`, and `, 2 skipped` when there are any. */
export function spellTally({ passed, failed, skipped }: Tally): string {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The parts of vitest's JSON report that count. */
export interface VitestReport {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	testResults: { status: string; assertionResults: unknown[] }[];
}

/** A file that could not even be loaded counts as one failed test. */
export function tallyOfVitest(report: VitestReport): Tally {
	const broken = report.testResults.filter(
		(file) => file.status === 'failed' && file.assertionResults.length === 0
	);
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + broken.length,
		skipped: report.numPendingTests + report.numTodoTests
	};
}

/** The parts of Playwright's JSON report that count. */
export interface PlaywrightReport {
	stats: { expected: number; unexpected: number; flaky: number; skipped: number };
	errors: unknown[];
}

/** A test that passed only when repeated has failed; so has a file that could not be loaded. */
export function tallyOfPlaywright({ stats, errors }: PlaywrightReport): Tally {
	return {
		passed: stats.expected,
		failed: stats.unexpected + stats.flaky + errors.length,
		skipped: stats.skipped
	};
}
