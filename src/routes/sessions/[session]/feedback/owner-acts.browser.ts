/** What the applicant does with feedback, sent to their session's own addresses. */
import type { Rating } from '$lib/review/feedback';

/** Sends one change. @throws {Error} with a sentence for the person. */
export async function send(
	method: 'PUT' | 'POST' | 'PATCH' | 'DELETE',
	path: string,
	body?: object
): Promise<void> {
	const response = await fetch(path, {
		method,
		...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
	}).catch(() => null);
	if (!response)
		throw new Error('The server could not be reached. Nothing was changed; try again.');
	if (response.ok) return;
	const told = (await response.json().catch(() => null)) as { message?: string } | null;
	throw new Error(told?.message ?? 'That did not work. Nothing was changed; try again.');
}

/** What a rating of any kind looks like when it is sent. */
export function ratingBody({
	level,
	ticked,
	points,
	text,
	takeId,
	atMs,
	noMoment
}: Rating): object {
	const value = [{ level }, { ticked: ticked?.map(withoutNulls) }, { points }, { text }].find(
		(each) => Object.values(each)[0] !== null && Object.values(each)[0] !== undefined
	);
	const place = takeId === null || atMs === null ? {} : { takeId, atMs };
	return { ...value, ...place, ...(noMoment && { noMoment }) };
}

function withoutNulls(tick: { item: string; takeId: string | null; atMs: number | null }): object {
	const { item, takeId, atMs } = tick;
	return takeId === null || atMs === null ? { item } : { item, takeId, atMs };
}
