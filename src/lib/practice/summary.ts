/**
 * The delivery report of a take in words: where eye contact, pacing and the recording meet. Times in milliseconds.
 */
import type { PacingReport } from '../pacing/report.ts';
import type { Delivery } from './delivery/measured.ts';
import { notMeasurable, type ReportLine } from './delivery/report-line.ts';
import { sayEyeContact, sayPicture } from './delivery/say-gaze.ts';
import { sayRules } from './delivery/say-rules.ts';
import {
	sayClipping,
	sayLoudness,
	sayMelody,
	sayPace,
	sayPauses,
	saySound
} from './delivery/say-pace.ts';
import { sayLength, saySpeaking, type Target } from './delivery/say-time.ts';
import { stripsOf } from './delivery/strips.ts';

export interface Reported {
	/** Length of the recording, null while it is not known. */
	durationMs: number | null;
	target: Target;
	delivery: Delivery | null;
}

/** The lines of the report, in the order in which a person can do something about them. */
export function summarise({ durationMs, target, delivery }: Reported): ReportLine[] {
	const strips = delivery && stripsOf(delivery, durationMs);
	return [
		sayLength(durationMs, target),
		...sayHeard(delivery?.pacing ?? null, target),
		...sayEyeContact(delivery?.gaze ?? null, strips?.gaze ?? []),
		...sayPicture(delivery?.framing ?? null)
	];
}

/** `pacing` null: the recording has not been listened to yet. */
function sayHeard(pacing: PacingReport | null, target: Target): ReportLine[] {
	if (!pacing) return [notMeasurable('Speech', 'this recording has not been measured yet.')];
	return [
		...sayRules(pacing),
		...saySpeaking(pacing, target),
		sayPauses(pacing),
		sayPace(pacing),
		sayMelody(pacing),
		saySound(pacing),
		sayLoudness(pacing),
		sayClipping(pacing)
	];
}
