import { readDay } from '$lib/green-room/interview-day';
import type { PageServerLoad } from './$types';

/** The whole day is in the address; the server's clock is for the first drawing and to compare the device's with. */
export const load: PageServerLoad = ({ url, setHeaders }) => {
	// a page from the browser's store would compare the device's clock with an old one
	setHeaders({ 'cache-control': 'no-store' });
	return { read: readDay(url.searchParams), nowMs: Date.now() };
};
