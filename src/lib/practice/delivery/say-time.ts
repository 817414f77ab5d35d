/** The lines of the report about time. All times in milliseconds, targets in seconds. */
import type { PacingReport } from '../../pacing/report.ts';
import { spell } from '../../platform/time.ts';
import { behind, notMeasurable, percent, seconds, type ReportLine } from './report-line.ts';

export interface Target {
	fromS: number;
	toS: number;
}

const AIM_IS_A_GUIDE =
	'It is the aim of this question, or your own if you set one. Sources differ, so it is a guide and no rule.';

/** `60 to 90 s`, `1 min 30 s to 2 min`. */
export function spellTarget({ fromS, toS }: Target): string {
	return toS < 100 ? `${fromS} to ${toS} s` : `${spell(fromS * 1000)} to ${spell(toS * 1000)}`;
}

/** @param durationMs length of the recording, null while it is not known */
export function sayLength(durationMs: number | null, target: Target): ReportLine {
	const facts = behind({
		means: 'How long your answer is, with everything in it: the silences too.',
		compared: `${spellTarget(target)}. ${AIM_IS_A_GUIDE}`,
		measured: 'From the first to the last picture of the recording.'
	});
	const line = { name: 'Length', facts };
	if (durationMs === null) {
		return { ...line, says: 'Not known until the recording is ready.', tone: 'info' };
	}
	const lasted = `Your answer lasted ${spell(durationMs)}`;
	const shortMs = target.fromS * 1000 - durationMs;
	const overMs = durationMs - target.toS * 1000;
	// what rounds to nothing is said to be within
	if (shortMs >= 500)
		return { ...line, says: `${lasted}, ${spell(shortMs)} under the aim.`, tone: 'caution' };
	if (overMs >= 500)
		return { ...line, says: `${lasted}, ${spell(overMs)} over the aim.`, tone: 'caution' };
	return { ...line, says: `${lasted}, within the aim.`, tone: 'good' };
}

/** How long the voice was heard, and when it began. */
export function saySpeaking(pacing: PacingReport, target: Target): ReportLine[] {
	return [sayVoice(pacing, target), sayFirstWord(pacing)];
}

function sayVoice(pacing: PacingReport, target: Target): ReportLine {
	const { speechMs, speakingShare, pauseShare } = pacing;
	const means =
		'How long your voice was heard, without the pauses of a quarter of a second or more.';
	if (speechMs === null) {
		return notMeasurable(
			'Speaking',
			pacing.notMeasurable.speechMs ?? 'no speech was heard.',
			means
		);
	}
	const pauses =
		pauseShare === null
			? ''
			: ` Pauses took ${percent(pauseShare)} of the time from your first to your last word.`;
	const whole =
		speakingShare === null
			? []
			: [{ term: 'Behind it', text: `Speech was ${percent(speakingShare)} of the recording.` }];
	return {
		name: 'Speaking',
		says: `You spoke for ${spell(speechMs)} of the ${spell(target.toS * 1000)} you aimed for.${pauses}`,
		tone: 'info',
		facts: behind(
			{
				means,
				compared:
					'In 1,107 long turns of accented business English, pauses took 10 to 27 % of the time (Earnings-22, 10th to 90th percentile).',
				measured: detectorWords(pacing)
			},
			...whole
		)
	};
}

function sayFirstWord(pacing: PacingReport): ReportLine {
	const { timeToFirstWordMs: ms } = pacing;
	const means = 'How long after the start of the recording your first word came.';
	if (ms === null) {
		const why = pacing.notMeasurable.timeToFirstWordMs ?? 'no speech was heard.';
		return notMeasurable('First word', why, means);
	}
	return {
		name: 'First word',
		says: `Your first word came after ${seconds(ms)}.`,
		tone: 'info',
		facts: behind({
			means,
			compared:
				'No source gives a right value: a breath before a hard question is good. Compare it with your own takes.',
			measured: detectorWords(pacing)
		}),
		seekMs: ms
	};
}

/** Which detector told speech from silence. */
export function detectorWords({ detector, detectorNote, snrDb }: PacingReport): string {
	const name =
		detector === 'silero'
			? 'On this device, from the recorded file, with the Silero network, because the recording is noisy.'
			: 'On this device, from the recorded file, by the energy of the sound.';
	const noise = snrDb === null ? '' : ` Your voice was ${Math.round(snrDb)} dB above the noise.`;
	return `${name}${noise}${detectorNote ? ` ${detectorNote}` : ''}`;
}
