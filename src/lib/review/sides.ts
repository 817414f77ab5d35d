/** What stands beside each take in the player, with the addresses it is loaded from. */
import type { Strips } from '../practice/delivery/strips.ts';
import type { TakeSide } from './timeline.ts';

interface Beside {
	strips: Strips;
	hasPoster: boolean;
	/** Length of the transcript in characters, which keeps a player from showing captions of before an edit. */
	words: number | null;
}

/** By take id. `query`: what proves the reader's access, e.g. `?review=…`; empty for the owner. */
export function sidesOf(
	beside: Readonly<Record<string, Beside>>,
	query: string
): Record<string, TakeSide> {
	return Object.fromEntries(
		Object.entries(beside).map(([id, { strips, hasPoster, words }]) => {
			const at = (part: string) => `/api/takes/${id}/${part}${query}`;
			const captions = `${at('captions')}${query ? '&' : '?'}v=${words}`;
			return [
				id,
				{
					strips,
					chapters: at('chapters'),
					...(hasPoster && { poster: at('poster') }),
					...(words !== null && { captions })
				}
			];
		})
	);
}
