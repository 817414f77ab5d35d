/** Who may ask for what: requests that change something come from our own pages, or from a program without an origin. */

const READING = ['GET', 'HEAD', 'OPTIONS'];
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Does another site's page try to change something with this person's cookie? */
export function isForeign(method: string, headers: Headers, ownOrigin: string): boolean {
	if (READING.includes(method)) return false;
	const origin = headers.get('origin');
	if (origin !== null) return origin !== ownOrigin;
	return headers.get('sec-fetch-site') === 'cross-site';
}

/**
 * Where a page that was opened under another name of this same computer belongs; null when it is right as it is.
 * Cookies and forms know one name only, so the other would look like another site.
 * @param host the request's `Host` header
 */
export function rightAddress(host: string | null, url: URL): string | null {
	if (host === null || host === url.host) return null;
	const name = host.replace(/:\d+$/, '');
	if (!LOOPBACK.includes(name) || !LOOPBACK.includes(url.hostname)) return null;
	return url.href;
}
