/** Serves the built app until it is told to stop; `scripts/start.mjs` makes the build. */
import { existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError, readConfig, type Config } from '../src/lib/platform/config.server.ts';
import { explainFailure } from './explain-failure.ts';
import { countRequests } from './open-requests.ts';

/** How long requests in flight may take after the first signal, in milliseconds. */
const FAREWELL_MS = 20_000;
/** npm and the terminal both pass Ctrl-C on; signals this close together, in milliseconds, are one. */
const SAME_SIGNAL_MS = 500;
/** A connection on which nothing moved for so long, in milliseconds, is dead. */
const SILENCE_MS = 5 * 60_000;

/** Scripts that run in workers, and what these may do: a worker obeys the policy that its own file comes with. */
const WORKERS = '/_app/immutable/workers/';
const WORKER_POLICY =
	"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

const app = globalThis as { vivavoceApp?: Promise<{ farewell(): void; close(): Promise<void> }> };

const config = readConfigOrExit();
const server = createServer();
// A recording may arrive slowly, so there is no limit for a whole request; the one for headers stays.
server.requestTimeout = 0;
server.timeout = SILENCE_MS;
const requests = countRequests(server);
let isStopping = false;
closeOnSignal();
await serve(server, config);

async function serve(server: Server, config: Config): Promise<void> {
	try {
		const handle = await loadHandler(config);
		server.on('request', (request, response) => {
			if (request.url?.startsWith(WORKERS)) {
				response.setHeader('content-security-policy', WORKER_POLICY);
			}
			handle(request, response);
		});
		await listen(server, config);
		process.stdout.write(`Vivavoce is ready at ${config.origin}\n`);
	} catch (caught) {
		// told to stop while it was starting: `closeDown` ends the process
		if (isStopping) return;
		process.stderr.write(`${explainFailure(caught, config)}\n`);
		await closeApp();
		process.exit(1);
	}
}

function readConfigOrExit(): Config {
	try {
		return readConfig(process.env);
	} catch (caught) {
		if (!(caught instanceof ConfigError)) throw caught;
		process.stderr.write(`${caught.message}\n`);
		process.exit(1);
	}
}

/** Importing the handler opens data folder and database: see `init` in src/hooks.server.ts. */
async function loadHandler(config: Config): Promise<RequestListener> {
	const file = resolve('build', 'handler.js');
	if (!existsSync(file))
		throw new Error('There is no build yet; run `npm run build` or `npm start`.');
	process.env['KIT_ORIGIN'] = config.origin;
	process.env['KIT_BODY_SIZE_LIMIT'] = 'Infinity'; // src/hooks.server.ts sets the limit for each route
	const { handler } = (await import(pathToFileURL(file).href)) as { handler: RequestListener };
	return handler;
}

function listen(server: Server, { host, port }: Config): Promise<void> {
	return new Promise((done, fail) => {
		server.once('error', fail);
		server.listen(port, host, done);
	});
}

function closeOnSignal(): void {
	let firstAt: number | null = null;
	const onSignal = () => {
		if (firstAt === null) {
			firstAt = performance.now();
			void closeDown();
		} else if (performance.now() - firstAt > SAME_SIGNAL_MS) {
			process.exit(1);
		}
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}

/**
 * Takes no new request, lets the ones in flight finish, then closes what is being written. While the server is still
 * starting, that start is waited for, so that a database is not left half made.
 */
async function closeDown(): Promise<void> {
	isStopping = true;
	server.close();
	void app.vivavoceApp?.then((opened) => opened.farewell()).catch(() => undefined);
	await requests.finish(FAREWELL_MS);
	const tooLong = new Promise<boolean>((done) => setTimeout(() => done(false), FAREWELL_MS));
	process.exit((await Promise.race([closeApp(), tooLong])) ? 0 : 1);
}

async function closeApp(): Promise<boolean> {
	const opened = await app.vivavoceApp?.catch(() => undefined);
	try {
		await opened?.close();
		return true;
	} catch (caught) {
		process.stderr.write(`Closing went wrong: ${String(caught)}\n`);
		return false;
	}
}
