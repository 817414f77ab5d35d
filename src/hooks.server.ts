import { json, type Handle, type HandleServerError, type ServerInit } from '@sveltejs/kit';
import { building, dev } from '$app/environment';
import { asApiAnswer } from '$lib/platform/answer.server';
import { ConfigError } from '$lib/platform/config.server';
import { codeForStatus, Fault, FAULTS } from '$lib/platform/errors';
import { FolderInUse } from '$lib/platform/folder-lock.server';
import { isForeign, rightAddress } from '$lib/platform/same-origin';
import { startApp, type App } from './app.server';

/**
 * Global, because the dev server reloads this module while the data folder must be opened only once, and because
 * scripts/serve.ts closes it after the last request.
 */
const kept = globalThis as { vivavoceApp?: Promise<App> };

const FOREIGN =
	'This came from another site, or from another name of this one. Open the page again and try once more.';

/** Bodies other than recordings, in bytes. */
const LARGEST_BODY = 512 * 1024;

export const init: ServerInit = async () => {
	if (building) return;
	kept.vivavoceApp ??= startApp(process.env);
	try {
		await kept.vivavoceApp;
	} catch (caught) {
		if (!(caught instanceof ConfigError || caught instanceof FolderInUse)) throw caught;
		process.stderr.write(`${caught.message}\n`);
		process.exit(1);
	}
};

export const handle: Handle = async ({ event, resolve }) => {
	const startedAt = performance.now();
	const app = (await kept.vivavoceApp) as App;
	event.locals.app = app;
	event.locals.requestId = crypto.randomUUID();
	event.locals.person = null;
	const isApi = event.url.pathname.startsWith('/api/');
	const response = await answer();
	const final = isApi ? asApiAnswer(response, event.locals.requestId) : response;
	addSafetyHeaders(final.headers);
	final.headers.set('x-request-id', event.locals.requestId);
	if (final.status === 503 && !final.headers.has('retry-after'))
		final.headers.set('retry-after', '5');
	app.log.info({
		requestId: event.locals.requestId,
		method: event.request.method,
		route: event.route.id ?? '(none)',
		status: final.status,
		ms: Math.round(performance.now() - startedAt)
	});
	return final;

	async function answer(): Promise<Response> {
		try {
			const { request, url } = event;
			const right = isPage(request) ? rightAddress(request.headers.get('host'), url) : null;
			if (right) return new Response(null, { status: 307, headers: { location: right } });
			if (isForeign(request.method, request.headers, url.origin)) {
				throw new Fault('not-allowed', { message: FOREIGN });
			}
			if (!isLarge(event.route.id)) checkBodySize(event.request);
			if (event.route.id && event.route.id !== '/healthz') {
				event.locals.person = await app.accounts.whoIs(event.request.headers);
			}
			return await resolve(event);
		} catch (caught) {
			const fault = caught instanceof Fault ? caught : unavailable(caught);
			// a body that was not read would be taken for the next request on this connection
			const headers = { connection: 'close' };
			return isApi
				? json(fault.toBody(), { status: fault.status, headers })
				: new Response(plainPage(fault.message), {
						status: fault.status,
						headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }
					});
		}
	}

	/** Nothing here can fail before the page is drawn but the database behind `whoIs`. */
	function unavailable(caught: unknown): Fault {
		app.log.error({ requestId: event.locals.requestId, err: describe(caught) }, 'no answer');
		return new Fault('storage-unavailable');
	}
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { code: 'not-found', message: FAULTS['not-found'].message };
	if (status < 500) return { code: codeForStatus(status), message };
	const id = event.locals.requestId;
	event.locals.app?.log.error(
		{ requestId: id, route: event.route.id, err: describe(error) },
		'fault'
	);
	if (dev) console.error(error);
	return { code: 'unexpected', message: FAULTS.unexpected.message, id };
};

/** Is this somebody opening a page, and not a program or a script? */
function isPage({ method, headers }: Request): boolean {
	return method === 'GET' && (headers.get('accept') ?? '').includes('text/html');
}

/** Recordings, whose own endpoints look at their size. */
function isLarge(route: string | null): boolean {
	return route === '/api/uploads/[...path]' || /^\/api\/.*\/recording$/.test(route ?? '');
}

function checkBodySize(request: Request): void {
	if (request.method === 'GET' || request.method === 'HEAD') return;
	if (request.headers.has('transfer-encoding')) throw new Fault('length-required');
	if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY)
		throw new Fault('too-large');
}

/** Type, message and stack; never the values of a query, which can be personal. */
function describe(error: unknown): { type: string; message: string; stack: string | undefined } {
	if (!(error instanceof Error))
		return { type: typeof error, message: 'not an Error', stack: undefined };
	const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
	const message = error.message.startsWith('Failed query') ? `Failed query${cause}` : error.message;
	return {
		type: error.name,
		message,
		stack: error.stack
			?.split('\n')
			.filter((line) => line.trimStart().startsWith('at '))
			.join('\n')
	};
}

function addSafetyHeaders(headers: Headers): void {
	headers.set('x-content-type-options', 'nosniff');
	headers.set('referrer-policy', 'same-origin');
	headers.set('permissions-policy', 'camera=(self), microphone=(self), geolocation=()');
	headers.set('x-frame-options', 'DENY');
	headers.set('cross-origin-opener-policy', 'same-origin');
}

function plainPage(message: string): string {
	return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Vivavoce</title><p>${message}</p><p><a href="/">Start page</a></p></html>`;
}
