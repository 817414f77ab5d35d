import type { RequestEvent } from '@sveltejs/kit';
import { Fault } from '$lib/platform/errors';
import type { SelfOf } from '$lib/review/self/queries.server';

/**
 * Which rating of oneself a request is about: `?version=` says by which version of the rubric.
 * @throws {Fault} `bad-input` when that is no number
 */
export function selfOf({
	params,
	url
}: Pick<RequestEvent, 'url'> & { params: { session: string; rubric: string } }): SelfOf {
	const version = url.searchParams.get('version');
	if (version !== null && !/^[1-9]\d{0,8}$/.test(version)) {
		throw new Fault('bad-input', { field: 'version', message: 'The version must be a number.' });
	}
	const { session: sessionId, rubric: rubricId } = params;
	return { sessionId, rubricId, ...(version !== null && { version: Number(version) }) };
}
