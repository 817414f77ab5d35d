/** `npm test`, once the packages are there. */
import { runSteps } from './step.ts';
import { ALL } from './steps.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.once(signal, () => process.exit(130));
process.exitCode = await runSteps(ALL);
