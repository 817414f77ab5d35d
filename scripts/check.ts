/** `npm run check`: lint, types and the question bank. */
import { runSteps } from './step.ts';
import { CHECKS } from './steps.ts';

process.exitCode = await runSteps(CHECKS);
