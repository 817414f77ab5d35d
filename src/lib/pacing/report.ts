/**
 * What is kept of how an answer was paced. Times are in milliseconds from the first frame of the recording, shares from 0
 * to 1, levels in dB below full scale; a value that cannot be given is null and its reason stands in `notMeasurable`.
 */
import * as v from 'valibot';

/**
 * Version of the rules. 2: what is no speech is told by more of its oddities, cut-off waves are found behind a microphone's
 * coupling, turned-over channels are turned back. 3: voices down to 42 Hz, cuts behind a codec, 20 s of speech without its
 * pauses, the room's noise without its bangs.
 */
export const PACING_VERSION = 3;

/** The longest recording that a report can be about, in milliseconds: 6 hours, as for any moment of a recording. */
const LONGEST_MS = 6 * 3600 * 1000;
/** More stretches than 6 hours can hold at one every 250 ms are no measurement. */
const MOST_SPANS = LONGEST_MS / 500;
const LONGEST_REASON = 300;

const ms = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LONGEST_MS));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const db = v.pipe(v.number(), v.minValue(-200), v.maxValue(200));
const perSecond = v.pipe(v.number(), v.minValue(0), v.maxValue(50));
const semitones = v.pipe(v.number(), v.minValue(0), v.maxValue(96));
const wpm = v.pipe(v.number(), v.minValue(0), v.maxValue(3000));

const SpanSchema = v.pipe(
	v.strictObject({ startMs: ms, endMs: ms }),
	v.check(({ startMs, endMs }) => endMs >= startMs, 'A stretch cannot end before it starts.')
);
const spans = v.pipe(
	v.array(SpanSchema),
	v.maxLength(MOST_SPANS, 'There are more stretches than a recording can hold.'),
	v.check(
		(list) => list.every((span, at) => at === 0 || span.startMs >= (list[at - 1]?.endMs ?? 0)),
		'The stretches must follow each other.'
	)
);

/** Every measure that can be missing; `notMeasurable` has a reason for each that is null. */
const measures = {
	/** How long the voice was heard, pauses of 250 ms or more left out. */
	speechMs: v.nullable(ms),
	/** When the voice was heard; what lies between two of them is a pause. */
	speechSpans: v.nullable(spans),
	timeToFirstWordMs: v.nullable(ms),
	/** Silences of 250 ms or more between the first and the last word. */
	pauses: v.nullable(spans),
	pausesOver1s: v.nullable(count),
	pausesOver2s: v.nullable(count),
	pausesPerMinute: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(240))),
	longestPauseMs: v.nullable(ms),
	/** Pauses, of the time from the first to the last word. */
	pauseShare: v.nullable(share),
	/** Speech, of the whole recording. */
	speakingShare: v.nullable(share),
	syllables: v.nullable(count),
	/** Syllables a second from the first to the last word, pauses included. */
	speechRate: v.nullable(perSecond),
	/** Syllables a second of speech, pauses left out. */
	articulationRate: v.nullable(perSecond),
	/** An estimate from syllables, never from words. */
	wordsPerMinute: v.nullable(
		v.pipe(
			v.strictObject({ low: wpm, high: wpm }),
			v.check(({ low, high }) => high >= low, 'The range ends before it starts.')
		)
	),
	speechLevelDb: v.nullable(db),
	noiseLevelDb: v.nullable(db),
	snrDb: v.nullable(db),
	clippedShare: v.nullable(share),
	/** Standard deviation of the pitch. */
	pitchSpreadSemitones: v.nullable(semitones),
	longestMonotoneMs: v.nullable(ms),
	/** Stretches of 10 s or more with a pitch spread under 1.5 semitones. */
	monotoneStretches: v.nullable(spans)
};

export const MEASURES = Object.keys(measures) as (keyof typeof measures)[];

/** The pacing of one take as the device measured it; hostile input is refused field by field. */
export const PacingReportSchema = v.pipe(
	v.strictObject({
		version: v.picklist([1, 2, PACING_VERSION]),
		/** What told speech from silence: our own energy detector, or the Silero network where it is noisy. */
		detector: v.picklist(['energy', 'silero']),
		/** Why not the detector that the noise asked for. */
		detectorNote: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_REASON))),
		/** Length of the sound that was analysed. */
		durationMs: ms,
		...measures,
		/** A sentence for each measure that is null. */
		notMeasurable: v.record(v.picklist(MEASURES), v.pipe(v.string(), v.maxLength(LONGEST_REASON)))
	}),
	v.check(
		(report) => MEASURES.every((name) => report[name] !== null || report.notMeasurable[name]),
		'A measure that is missing needs its reason.'
	)
);

export type PacingReport = v.InferOutput<typeof PacingReportSchema>;
export type Measure = keyof typeof measures;
/** A stretch of the recording in milliseconds from its first frame. */
export type Span = v.InferOutput<typeof SpanSchema>;

/** What to say once above numbers that older rules made; null for today's. */
export function saysOldVersion({ version }: Pick<PacingReport, 'version'>): string | null {
	if (version === PACING_VERSION) return null;
	return `Speech and voice were measured by older rules (version ${version}), so they may differ from newer takes.`;
}
