/**
 * Turns an expected refusal (`Fault`) into what its caller understands: JSON on `/api/*`, an error page, a form's message.
 */
import { error, fail, isHttpError, json, type ActionFailure } from '@sveltejs/kit';
import { codeForStatus, Fault, FAULTS, type FaultBody } from './errors.ts';
import { isOutage } from './outage.ts';

/** An expected refusal, or the database being away; null for a fault of ours. */
function asFault(caught: unknown): Fault | null {
	if (caught instanceof Fault) return caught;
	return isOutage(caught) ? new Fault('storage-unavailable') : null;
}

/** Wraps an endpoint of `/api/*`: a `Fault` becomes `{ code, message, field? }` with its status. */
export function endpoint<A extends unknown[]>(act: (...given: A) => Promise<Response> | Response) {
	return async (...given: A): Promise<Response> => {
		try {
			return await act(...given);
		} catch (caught) {
			const fault = asFault(caught);
			if (fault) return json(fault.toBody(), { status: fault.status });
			throw caught;
		}
	};
}

/** Wraps a page's load function: a `Fault` becomes the error page with its status. */
export function forPage<A extends unknown[], R>(load: (...given: A) => Promise<R> | R) {
	return async (...given: A): Promise<R> => {
		try {
			return await load(...given);
		} catch (caught) {
			const fault = asFault(caught);
			if (fault) error(fault.status, { code: fault.code, message: fault.message });
			throw caught;
		}
	};
}

/** Wraps a form action: a `Fault` comes back to the form with its field and sentence. */
export function forForm<A extends unknown[], R>(act: (...given: A) => Promise<R>) {
	return async (...given: A): Promise<R | ActionFailure<FaultBody>> => {
		try {
			return await act(...given);
		} catch (caught) {
			const fault = asFault(caught);
			if (fault) return fail(fault.status, fault.toBody());
			throw caught;
		}
	};
}

/**
 * The JSON body of a request.
 * @throws {Fault} `bad-input` when it is not JSON, or not declared as JSON (which also keeps plain cross-site forms out).
 */
export async function readJson(request: Request): Promise<unknown> {
	const type = request.headers.get('content-type') ?? '';
	if (!type.startsWith('application/json')) {
		throw new Fault('bad-input', { field: 'content-type', message: 'Send application/json.' });
	}
	try {
		return await request.json();
	} catch (caught) {
		if (isHttpError(caught)) throw caught;
		throw new Fault('bad-input', { field: 'body', message: 'The body is not valid JSON.' });
	}
}

/** The fields of a posted form as plain strings. @throws {Fault} for a file or a field sent twice. */
export async function readForm(request: Request): Promise<Record<string, string>> {
	const fields: Record<string, string> = {};
	const form = await request.formData().catch((caught: unknown) => {
		if (isHttpError(caught)) throw caught;
		throw new Fault('bad-input', { field: 'body', message: 'The form could not be read.' });
	});
	for (const [name, value] of form) {
		if (typeof value !== 'string' || name in fields) throw new Fault('bad-input', { field: name });
		fields[name] = value;
	}
	return fields;
}

/** Gives an error answer of `/api/*` that came from the framework (unknown route, wrong method) our JSON shape. */
export function asApiAnswer(response: Response, faultId: string): Response {
	const isOurs = response.headers.get('content-type')?.startsWith('application/json') ?? false;
	// 416 says in its headers what it has to say
	if (response.status < 400 || response.status === 416 || isOurs) return response;
	const code = codeForStatus(response.status);
	const body: FaultBody = { code, message: FAULTS[code].message };
	if (response.status >= 500) body.id = faultId;
	const answer = json(body, { status: response.status });
	const allow = response.headers.get('allow');
	if (allow) answer.headers.set('allow', allow);
	return answer;
}
