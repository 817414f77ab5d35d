/** What the words of a take say about its delivery; only ever from a transcript, never guessed from the sound. */
import { WORDS_PER_MINUTE as WPM } from '../../pacing/bands.ts';
import type { PacingReport } from '../../pacing/report.ts';
import { countWords } from '../../pacing/transcript.ts';
import { behind, notMeasurable, type ReportLine } from './report-line.ts';
import type { Transcript } from './transcript.ts';

/** Lines about words a minute, fillers and phrases said over and over. */
export function sayWords(
	transcript: Pick<Transcript, 'text' | 'segments' | 'source'>,
	pacing: PacingReport | null
): ReportLine[] {
	const spokenMs = spokenFor(transcript, pacing);
	const counts = countWords(transcript.text, spokenMs, transcript.source === 'typed-verbatim');
	return [
		sayRate(counts, whyNoTime(transcript, pacing)),
		sayFillers(counts, whyNoTime(transcript, pacing)),
		...(counts.repeated.length > 0 ? [sayRepeated(counts)] : [])
	];
}

type Counts = ReturnType<typeof countWords>;

/** Why it is not known how long the person spoke; null when it is. */
function whyNoTime(
	{ segments }: Pick<Transcript, 'segments'>,
	pacing: PacingReport | null
): string | null {
	if (pacing?.speechSpans || segments) return null;
	if (!pacing) return 'the sound of this take was not measured, so the time is not known.';
	return pacing.notMeasurable.speechSpans ?? null;
}

const TOO_SHORT = 'it needs at least 20 s from your first to your last word.';
const FROM_WORDS = 'Counted in the transcript, over the time from your first to your last word.';

/** From the first to the last word in milliseconds; null when nobody knows. */
function spokenFor(
	{ segments }: Pick<Transcript, 'segments'>,
	pacing: PacingReport | null
): number | null {
	const spans = pacing?.speechSpans ?? segments;
	const first = spans?.[0];
	const last = spans?.at(-1);
	return first && last ? last.endMs - first.startMs : null;
}

function sayRate({ words, wordsPerMinute }: Counts, whyNot: string | null): ReportLine {
	const means =
		'How many words the transcript has, and how many of them you said a minute, pauses included. Sounds like “um” are not counted.';
	if (wordsPerMinute === null) return notMeasurable('Words', whyNot ?? TOO_SHORT, means);
	return {
		name: 'Words',
		says: `${words} words, ${Math.round(wordsPerMinute)} a minute.`,
		tone: 'info',
		facts: behind({
			means,
			compared: `${WPM.from} to ${WPM.to} words a minute is comfortable (Earnings-22: 115 to 183, 10th to 90th percentile).`,
			measured: FROM_WORDS
		})
	};
}

function sayFillers(
	{ fillersPerMinute, fillersNotMeasurable }: Counts,
	whyNot: string | null
): ReportLine {
	const means =
		'Sounds of thinking. They are no error, and native speakers make them too; only those you wrote down are counted.';
	if (fillersPerMinute === null) {
		return notMeasurable('Fillers', fillersNotMeasurable ?? whyNot ?? TOO_SHORT, means);
	}
	const says =
		fillersPerMinute === 0
			? 'No “um” or “uh” was written down.'
			: `${fillersPerMinute.toFixed(1)} sounds like “um” or “uh” a minute.`;
	const compared = 'No source gives a right value. Compare it with your own takes.';
	return {
		name: 'Fillers',
		says,
		tone: 'info',
		facts: behind({ means, compared, measured: FROM_WORDS })
	};
}

function sayRepeated({ repeated }: Counts): ReportLine {
	const said = repeated.map(({ phrase, times }) => `“${phrase}” ${times} times`).join(', ');
	return {
		name: 'Said again and again',
		says: `${said}.`,
		tone: 'info',
		facts: behind({
			means: 'Phrases of three words or more that were said three times or more.',
			compared:
				'No source gives a right value: some things are worth saying twice. Compare it with your own takes.',
			measured: 'Counted in the transcript, without “um” and “uh”.'
		})
	};
}
