/** One line of the delivery report: a short sentence with the figure in it, and what stands behind it one tap away. */

/** `caution` is only ever about something that the person can change on the next take. */
export type Tone = 'good' | 'caution' | 'info';

export interface ReportFact {
	term: string;
	text: string;
}

export interface ReportLine {
	name: string;
	/** The sentence, or "Not measurable" with the reason. */
	says: string;
	tone: Tone;
	/** What it means, what it is compared with and where that comes from, how it was measured and how far to trust it. */
	facts: ReportFact[];
	/** Where in the recording to look, in milliseconds from the first frame. */
	seekMs?: number;
}

/** The line for something that could not be measured. */
export function notMeasurable(name: string, why: string, means?: string): ReportLine {
	const facts = means ? [{ term: 'What it means', text: means }] : [];
	return { name, says: `Not measurable: ${lowerFirst(why)}`, tone: 'info', facts };
}

const lowerFirst = (text: string) =>
	/^[A-Z][a-z]/.test(text) && !/^(I|Eye contact is)\b/.test(text)
		? text.charAt(0).toLowerCase() + text.slice(1)
		: text;

/** `0.8 s`, `3.2 s`, `12 s`, `1 min 4 s`: tenths below 10 s, where they matter. */
export function seconds(ms: number): string {
	if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
	const whole = Math.round(ms / 1000);
	const minutes = Math.floor(whole / 60);
	const rest = whole % 60;
	if (minutes === 0) return `${rest} s`;
	return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** `74 %`. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `1 pause`, `2 pauses`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
	`${count === 0 ? 'no' : count} ${count === 1 ? one : many}`;
