/** A report that came from elsewhere, made to agree with itself. */
import { longestMs, phrasingOf } from './pauses.ts';
import { MEASURES, type Measure, type PacingReport } from './report.ts';
import { TIMING, timingOf } from './timing.ts';
import { LEAST_SPEECH_MS, PITCH, RATES, type Reasons, whyNot } from './why-not.ts';

/**
 * `given` with everything about time counted anew from its stretches of speech, and without what so little or so noisy a
 * speech cannot give: the reason stands in its place. What an honest device sends stays as it is.
 * @throws {RangeError} with a sentence, for stretches past the end of the sound or too short to be speech
 */
export function recomputePacing(given: PacingReport): PacingReport {
	const { durationMs, speechSpans, monotoneStretches } = given;
	const lastMs = Math.max(endOf(speechSpans), endOf(monotoneStretches));
	if (lastMs > durationMs) throw new RangeError('It is about more time than was recorded.');
	if (!speechSpans) return withoutSpeech(given);
	const timing = timingOf(phrasingOf(speechSpans), durationMs);
	if ((timing.speechMs ?? 0) < LEAST_SPEECH_MS) {
		throw new RangeError('There is too little speech in it to measure.');
	}
	const longestMonotoneMs = monotoneStretches && longestMs(monotoneStretches);
	const counted = { ...given, ...timing, longestMonotoneMs };
	return without(counted, reasonsOf(counted, speechSpans));
}

const endOf = (spans: PacingReport['speechSpans']) => spans?.at(-1)?.endMs ?? 0;

function reasonsOf(
	{ snrDb, clippedShare, pitchSpreadSemitones, notMeasurable }: PacingReport,
	speechSpans: NonNullable<PacingReport['speechSpans']>
): Reasons {
	const reasons = whyNot({
		snrDb: snrDb ?? Infinity,
		clippedShare: clippedShare ?? 0,
		phrasing: phrasingOf(speechSpans),
		spread: pitchSpreadSemitones
	});
	const noise = snrDb === null ? notMeasurable.snrDb : undefined;
	return noise ? { ...reasonsFor([...RATES, ...PITCH], noise), ...reasons } : reasons;
}

/** Nothing is known of speech that was heard nowhere. */
function withoutSpeech(given: PacingReport): PacingReport {
	const why = given.notMeasurable.speechSpans ?? 'No speech was found.';
	return without(given, reasonsFor([...TIMING, ...RATES, ...PITCH], why));
}

const reasonsFor = (names: readonly Measure[], why: string): Reasons =>
	Object.fromEntries(names.map((name) => [name, why]));

/** Null where there is a reason; a reason that the device gave for it stays. */
function without(given: PacingReport, reasons: Reasons): PacingReport {
	const values = MEASURES.map((name) => [name, reasons[name] ? null : given[name]] as const);
	const missing = values.filter(([, value]) => value === null).map(([name]) => name);
	const why = missing.map((name) => [name, given.notMeasurable[name] ?? reasons[name]]);
	return {
		...given,
		...Object.fromEntries(values),
		notMeasurable: Object.fromEntries(why) as PacingReport['notMeasurable']
	};
}
