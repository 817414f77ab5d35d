/**
 * How well gaze is told: on people the weights never saw, and on the labelled clip, beside simpler ways. The material
 * lies beside the checkout (../shared/gaze-truth); without it there is nothing to measure.
 */
import { existsSync } from 'node:fs';
import type { Bench, BenchRow } from '../../scripts/bench-rows.ts';
import { clipRows } from './gaze/clip-rows.ts';
import { traceRows } from './gaze/trace-rows.ts';
import { truthIsThere } from './gaze/truth.ts';

const IN_BROWSER = new URL('./gaze/browser.ts', import.meta.url);

const bench: Bench = async () => {
	if (!truthIsThere()) {
		process.stderr.write('gaze: ../shared/gaze-truth is not there, so nothing can be measured.\n');
		return [];
	}
	return [...traceRows(), ...clipRows(), ...(await browserRows())];
};
export default bench;

async function browserRows(): Promise<BenchRow[]> {
	if (!existsSync(IN_BROWSER)) return [];
	const { default: measure } = (await import(IN_BROWSER.href)) as { default: Bench };
	return measure();
}
