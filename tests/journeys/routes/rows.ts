/** Every route, in the order in which it is tried: what ends something comes after what needs it. */
import { OWN_ROWS } from './own-rows.ts';
import { PAGES_ROWS } from './pages-rows.ts';
import { REVIEWS_ROWS } from './reviews-rows.ts';
import type { Row } from './row.ts';
import { SESSIONS_ROWS } from './sessions-rows.ts';
import { TAKES_ROWS } from './takes-rows.ts';

export const ROWS: readonly Row[] = [
	...[...PAGES_ROWS, ...TAKES_ROWS, ...REVIEWS_ROWS],
	...[...SESSIONS_ROWS, ...OWN_ROWS]
];
