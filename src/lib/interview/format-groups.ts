/** Which formats stand together on the practice page, so that a dozen can be looked through. */
import type { Format } from '../question-bank/format.ts';

/** The headings in their order. */
export const FORMAT_GROUPS = [
	'Drills',
	'Recorded interviews, nobody is there',
	'Conversations',
	'Stations',
	'Yours'
] as const;
export type FormatGroup = (typeof FORMAT_GROUPS)[number];

/** Goes by the rules and not by the name, so that a format added later finds its place. */
export function groupOf(format: Format & { isOwn?: boolean }): FormatGroup {
	if (format.isOwn) return 'Yours';
	if (format.layout === 'stations') return 'Stations';
	if (format.totalS !== null || format.layout === 'panel') return 'Conversations';
	return format.preparationS === null ? 'Drills' : 'Recorded interviews, nobody is there';
}

/** The formats in the order of their groups; within one as they came. */
export function grouped<F extends Format>(formats: readonly F[]): (F & { group: FormatGroup })[] {
	return FORMAT_GROUPS.flatMap((group) =>
		formats.filter((each) => groupOf(each) === group).map((each) => ({ ...each, group }))
	);
}
