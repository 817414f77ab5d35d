/** What a tus request says of itself, and the answers that need no server of tus. */
import { Fault } from '../platform/errors.ts';
import { TUS_HEADERS } from './refusal.server.ts';

/** Where uploads are, on this origin. */
export const PATH = '/api/uploads';

/** Said to whoever speaks another protocol. */
export const NO_TUS = new Fault('bad-input', { message: 'Say Tus-Resumable: 1.0.0.' });
/** @source tus 1.0.0, PATCH. A body of no type would not reach us at all, and look like an empty recording. */
export const PIECE_TYPE = 'application/offset+octet-stream';
/** Said where a piece has another type than `PIECE_TYPE`. */
export const NO_TYPE = { message: `Say Content-Type: ${PIECE_TYPE}.` };

/** The upload that an address names: one id behind the path, in small letters, and nothing else; null when it is not so. */
export function uploadIdOf(address: string): string | null {
	const { origin } = new URL(address);
	const [, id] = UPLOAD_PATH.exec(address.slice(origin.length)) ?? [];
	return id ?? null;
}

const UPLOAD_PATH = new RegExp(`^${PATH}/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`);

/** The same request, which no longer says how long the upload will be. */
export function withoutLength(request: Request): Request {
	const headers = new Headers(request.headers);
	headers.delete('upload-length');
	return new Request(request, { headers });
}

/** The length of a request's body as it says itself, in bytes; null when it does not say. */
export function lengthOf(request: Request): number | null {
	const said = request.headers.get('content-length');
	return said !== null && /^\d{1,15}$/.test(said) ? Number(said) : null;
}

/**
 * A device that lost its first answer, or its way while the database was gone, creates once more: it is shown to what
 * is here and goes on there. Nothing is begun anew.
 */
export function existing(takeId: string): Response {
	const headers = { ...TUS_HEADERS, location: `${PATH}/${takeId}` };
	return new Response(null, { status: 201, headers });
}

/** tus's answer to HEAD; a `size` of null is not known yet. */
export function offsetAnswer(
	bytes: number,
	size: number | null,
	more: Record<string, string> = {}
): Response {
	const headers = new Headers({ ...TUS_HEADERS, 'upload-offset': `${bytes}`, ...more });
	if (size === null) headers.set('upload-defer-length', '1');
	else headers.set('upload-length', `${size}`);
	return new Response(null, { headers });
}
