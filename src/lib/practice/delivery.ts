/** The delivery report of a take: short sentences with the figure in them, each with where it comes from. */
import { spell } from '../platform/time.ts';

export interface ReportLine {
	name: string;
	/** What was found, or "Not measurable". */
	says: string;
	/** How it was found, or why it could not be. */
	because: string;
	tone: 'good' | 'caution' | 'info';
}

/**
 * @param durationMs length of the recording in milliseconds, null while it is not known
 * @param target the length aimed for, in seconds
 */
export function reportDelivery(
	durationMs: number | null,
	target: { fromS: number; toS: number }
): ReportLine[] {
	return [reportLength(durationMs, target), ...NOT_YET];
}

function reportLength(
	durationMs: number | null,
	{ fromS, toS }: { fromS: number; toS: number }
): ReportLine {
	const aim = `The aim for this question is ${fromS} to ${toS} s. Sources differ, so it is a guide and no rule.`;
	if (durationMs === null) {
		const says = 'Not known until the recording is ready.';
		return { name: 'Length', says, because: aim, tone: 'info' };
	}
	const seconds = durationMs / 1000;
	const figure = `Your answer lasted ${spell(durationMs)}`;
	if (seconds < fromS) {
		const short = spell(fromS * 1000 - durationMs);
		return {
			name: 'Length',
			says: `${figure}, ${short} under the aim.`,
			because: aim,
			tone: 'caution'
		};
	}
	if (seconds > toS) {
		const over = spell(durationMs - toS * 1000);
		return {
			name: 'Length',
			says: `${figure}, ${over} over the aim.`,
			because: aim,
			tone: 'caution'
		};
	}
	return { name: 'Length', says: `${figure}, within the aim.`, because: aim, tone: 'good' };
}

/** Named rather than left out, so that nobody takes silence for a good result. */
const NOT_YET: ReportLine[] = ['Eye contact', 'Pacing', 'Framing and light'].map((name) => ({
	name,
	says: 'Not measurable.',
	because:
		'This version of Vivavoce does not measure it. It shows no number that it did not measure.',
	tone: 'info'
}));
