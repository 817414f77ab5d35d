/** `npm test`: everything that has to hold, from a fresh clone, with nothing but Node and npm. */
import { checkNode, installIfNeeded, root } from './prepare.mjs';

checkNode();
process.chdir(root);
try {
	await installIfNeeded();
	const { register } = await import('tsx/esm/api');
	register();
	await import('./test-all.ts');
} catch (caught) {
	process.stdout.write(`${caught instanceof Error ? caught.stack : caught}\n0 passed, 1 failed\n`);
	process.exitCode = 1;
}
