/** `npm start`: from a fresh clone to a running server, with nothing but Node and npm. */
import { buildIfNeeded, checkNode, installIfNeeded, root } from './prepare.mjs';

const parent = process.ppid;
checkNode();
process.chdir(root);
try {
	await installIfNeeded();
	await buildIfNeeded();
} catch (caught) {
	process.stderr.write(`${caught instanceof Error ? caught.message : caught}\n`);
	process.exit(1);
}
// In this process, not in one of its own: a signal or a crash then reaches the server itself.
const { register } = await import('tsx/esm/api');
register();
endWithParent();
const { installModel } = await import('./vision-model.ts');
await installModel(process.env);
await import('./serve.ts');

/** npm passes SIGTERM on to the shell between it and this program only, which would leave the server behind. */
function endWithParent() {
	if (!process.env['npm_lifecycle_event']) return;
	const check = () => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		process.kill(process.pid, 'SIGTERM');
	};
	const timer = setInterval(check, 500).unref();
	// Told already; another signal would mean "at once".
	const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
	for (const signal of signals) process.once(signal, () => clearInterval(timer));
}
