/** What the delivery report keeps of a take's eye contact; the shape is part of the export. */
import * as v from 'valibot';

/** Of the way the numbers are made; raised whenever the same frames or the same track would give others. */
export const GAZE_VERSION = 4;

export const CALIBRATION_KINDS = [
	'none',
	'lens',
	'lens+screen',
	'lens+corners',
	'lens+screen+corners'
] as const;
export type CalibrationKind = (typeof CALIBRATION_KINDS)[number];

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const reason = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const lengthMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6 * 3600 * 1000));

export const GazeReportSchema = v.strictObject({
	version: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
	calibration: v.picklist(CALIBRATION_KINDS),
	/** Time on the lens over time with a usable face. */
	lensShare: v.nullable(share),
	/** The same while speaking; null also when it is not known when the person spoke, or their eyes were lost just then. */
	lensShareSpeaking: v.nullable(share),
	/**
	 * Half the width of the band around the share that is shown, within 0 to 1: the one while speaking where there is one
	 * (less time, so a wider band), else the one of the whole take.
	 */
	margin: v.nullable(share),
	/** Share of the followed time in which the person sat elsewhere than when eye contact was set up. */
	movedShare: v.optional(share),
	/** Time with one face whose gaze could be told, over all time but that of ordinary blinks (up to 15 % of all). */
	usableShare: share,
	longestAwayMs: v.nullable(lengthMs),
	/** Looks away from the lens that lasted over 2 s. */
	looksAway: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))),
	/** What kept part of the take from being read, one sentence; left out where nearly all of it was. */
	partlyLost: v.optional(reason),
	/** Why `lensShare` is null, one sentence. */
	notMeasurable: v.optional(reason),
	/** Why `lensShareSpeaking` alone is null, one sentence. */
	speakingNotMeasurable: v.optional(reason)
});

export type GazeReport = v.InferOutput<typeof GazeReportSchema>;

/** The band around a share of the report, from 0 to 1; null where it was not measured. */
export function bandOf(
	share: number | null,
	margin: number | null
): { low: number; high: number } | null {
	if (share === null || margin === null) return null;
	return { low: Math.max(0, share - margin), high: Math.min(1, share + margin) };
}

/** One sentence when the report was made by another version of the measurement, else null. */
export function saysOldVersion(report: Pick<GazeReport, 'version'>): string | null {
	if (report.version === GAZE_VERSION) return null;
	return `Eye contact was measured by version ${report.version} of the measurement; today's is version ${GAZE_VERSION}. Do not compare the two.`;
}
