import { parseByteRange } from './byte-range.ts';
import { Fault } from './errors.ts';
import type { MediaStore } from './media-store.ts';

/** A stored recording; `sha256` in hex names this exact content. */
export interface StoredMedia {
	mediaKey: string;
	mimeType: string;
	sha256: string;
}

/**
 * Answers GET or HEAD for a recording: whole, a range (206), unchanged (304) or out of range (416).
 * @throws {Fault} `not-found` when the bytes are gone
 */
export async function answerWithMedia(
	request: Request,
	store: MediaStore,
	media: StoredMedia
): Promise<Response> {
	const size = await store.sizeOf(media.mediaKey);
	if (size === null) throw new Fault('not-found');
	const etag = `"${media.sha256}"`;
	const headers = new Headers({
		'accept-ranges': 'bytes',
		'content-type': media.mimeType,
		etag,
		'cache-control': 'private, no-cache'
	});
	if (request.headers.get('if-none-match')?.includes(etag)) {
		return new Response(null, { status: 304, headers });
	}
	const ifRange = request.headers.get('if-range');
	const asked = ifRange === null || ifRange === etag ? request.headers.get('range') : null;
	const range = parseByteRange(asked, size);
	if (range === 'unsatisfiable') {
		headers.set('content-range', `bytes */${size}`);
		return new Response(null, { status: 416, headers });
	}
	headers.set('content-length', String(range ? range.end - range.start : size));
	if (range) headers.set('content-range', `bytes ${range.start}-${range.end - 1}/${size}`);
	const body =
		request.method === 'HEAD' ? null : await store.read(media.mediaKey, range ?? undefined);
	return new Response(body, { status: range ? 206 : 200, headers });
}
