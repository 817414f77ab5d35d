/** `npm start`: from a fresh clone to a running server, with nothing but Node and npm. */
import { buildIfNeeded, checkNode, installIfNeeded, root } from './prepare.mjs';

checkNode();
process.chdir(root);
endWithParent();
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
await import('./serve.ts');

/** npm passes SIGTERM on to the shell between it and this program only, which would leave the server behind. */
function endWithParent() {
	if (!process.env['npm_lifecycle_event']) return;
	const parent = process.ppid;
	const check = () => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		process.kill(process.pid, 'SIGTERM');
	};
	const timer = setInterval(check, 500).unref();
}
