/**
 * Puts news away once the page that it is about is shown. Not when that page is loaded: a link that is only pointed at
 * loads its page ahead of time, too.
 */

/** Put away by this tab already; a page tells again with everything that it loads anew. */
const told = new Set<string>();

/**
 * @param notices ids; those that were told before are left out
 * @returns true when there was news and all of it was put away. What fails here fails quietly: the news stays news.
 */
export async function putAwaySeen(notices: readonly string[]): Promise<boolean> {
	const fresh = notices.filter((notice) => !told.has(notice));
	for (const notice of fresh) told.add(notice);
	const answers = await Promise.all(
		fresh.map((notice) =>
			fetch('/reviews?/putAway', {
				method: 'POST',
				headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
				body: new URLSearchParams({ notice }),
				// somebody who goes on at once has seen it all the same
				keepalive: true
			}).catch(() => null)
		)
	);
	return answers.length > 0 && answers.every((answer) => answer?.ok);
}
