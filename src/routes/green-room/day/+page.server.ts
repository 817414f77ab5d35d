import { readDay } from '$lib/green-room/interview-day';
import type { PageServerLoad } from './$types';

/** The whole day is in the address; the server's clock is for the first drawing and to compare the device's with. */
export const load: PageServerLoad = ({ url }) => ({
	read: readDay(url.searchParams),
	nowMs: Date.now()
});
