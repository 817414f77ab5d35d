import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Ran {
	code: number;
	/** Standard output and standard error, as they came. */
	output: string;
}

/**
 * Runs the program `bin` of an installed package with this Node, with nothing to read from.
 * @param bin path inside node_modules, e.g. `vite/bin/vite.js`
 * @param options.live also print the output while it comes
 */
export function run(
	bin: string,
	given: string[],
	options: { env?: NodeJS.ProcessEnv; live?: boolean } = {}
): Promise<Ran> {
	return new Promise((done) => {
		const child = spawn(process.execPath, [join('node_modules', bin), ...given], {
			env: { ...process.env, ...options.env },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		const endIt = () => child.kill('SIGTERM');
		process.once('exit', endIt);
		let output = '';
		const take = (bytes: Buffer) => {
			output += bytes.toString();
			if (options.live) process.stdout.write(bytes);
		};
		child.stdout.on('data', take);
		child.stderr.on('data', take);
		child.once('error', (error) => take(Buffer.from(error.message)));
		child.once('close', (code) => {
			process.off('exit', endIt);
			done({ code: code ?? 1, output });
		});
	});
}
