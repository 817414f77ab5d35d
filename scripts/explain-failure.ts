import type { Config } from '../src/lib/platform/config.server.ts';

const UNREACHABLE = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ETIMEDOUT',
	'CONNECT_TIMEOUT',
	'CONNECTION_CLOSED',
	'CONNECTION_ENDED'
]);
const REFUSED = new Set(['28000', '28P01', '3D000', '42501', '53300', '57P03']);
const CANNOT_WRITE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST']);

/**
 * What the operator reads when the server cannot start: a sentence for what they can mend, the stack for anything else.
 * Never shows the password in `DATABASE_URL`.
 */
export function explainFailure(caught: unknown, config: Config): string {
	for (const error of causes(caught)) {
		const sentence = explain(error, config);
		if (sentence) return sentence;
	}
	return `Vivavoce cannot start.\n${caught instanceof Error ? caught.stack : String(caught)}`;
}

function explain(error: NodeJS.ErrnoException, config: Config): string | null {
	const code = error.code ?? '';
	if (error.syscall === 'listen') return explainListen(code, config);
	const { hostname } = error as { hostname?: unknown };
	if (error.syscall === 'getaddrinfo' && hostname === config.host) {
		return `HOST is ${config.host}, and no such name is known here (${code}). Set it to an address of this machine, e.g. HOST=0.0.0.0 for all of them.`;
	}
	if (config.databaseUrl && (UNREACHABLE.has(code) || REFUSED.has(code))) {
		const { host, pathname } = new URL(config.databaseUrl);
		const where = `the database ${pathname.slice(1) || '(no name)'} at ${host || 'this machine'}`;
		return UNREACHABLE.has(code)
			? `Vivavoce cannot reach ${where} (${code}). Is it running, and is DATABASE_URL right?`
			: `Vivavoce may not use ${where}: ${error.message}. Check DATABASE_URL.`;
	}
	if (CANNOT_WRITE.has(code) && error.path?.startsWith(config.folder)) {
		return `Vivavoce cannot write to its data folder ${config.folder} (${code}). Set DATA_DIR to a folder it may write to.`;
	}
	return null;
}

function explainListen(code: string, { host, port }: Config): string {
	if (code === 'EADDRINUSE') {
		return `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`;
	}
	if (code === 'EACCES') {
		return `Port ${port} needs more rights than Vivavoce has. Choose one above 1023: PORT=3000 npm start`;
	}
	return `Vivavoce cannot listen on ${host}, port ${port} (${code}). Check HOST and PORT.`;
}

/** The error, what caused it, and the errors gathered in it; a connection to two addresses fails with two. */
function* causes(caught: unknown): Generator<NodeJS.ErrnoException> {
	if (!(caught instanceof Error)) return;
	yield caught;
	if (caught instanceof AggregateError) for (const error of caught.errors) yield* causes(error);
	yield* causes(caught.cause);
}
