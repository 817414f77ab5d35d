/** One line of the delivery report: a short sentence with the figure in it, and what stands behind it one tap away. */

/** `caution` is only ever about something that the person can change on the next take. */
export type Tone = 'good' | 'caution' | 'info';

export interface ReportFact<Term extends string = string> {
	term: Term;
	text: string;
}

/** What stands behind every measured line, in the order in which it is read; more may follow. */
export type Behind = [
	ReportFact<'What it means'>,
	/** The band and where it comes from, or that no source gives a right value. */
	ReportFact<'Compared with'>,
	ReportFact<'How it was measured'>,
	...ReportFact[]
];

interface Line {
	name: string;
	tone: Tone;
	/** Where in the recording to look, in milliseconds from the first frame. */
	seekMs?: number;
}

interface MeasuredLine extends Line {
	/** The sentence with the figure in it. */
	says: string;
	facts: Behind;
}

interface UnmeasuredLine extends Line {
	/** The reason. */
	says: `Not measurable: ${string}`;
	facts: ReportFact[];
}

export type ReportLine = MeasuredLine | UnmeasuredLine;

/** What stands behind a measured line. */
export function behind(
	{ means, compared, measured }: { means: string; compared: string; measured: string },
	...more: ReportFact[]
): Behind {
	return [
		{ term: 'What it means', text: means },
		{ term: 'Compared with', text: compared },
		{ term: 'How it was measured', text: measured },
		...more
	];
}

/** The line for something that could not be measured. */
export function notMeasurable(name: string, why: string, means?: string): UnmeasuredLine {
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
