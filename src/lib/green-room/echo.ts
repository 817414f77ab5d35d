/** The verdict on the way from the loudspeakers back into the microphone. */
import type { EchoReading } from './chirp.ts';
import { rounded, type Verdict } from './verdict.ts';

/** A chirp that comes back with less than this of its level is taken out by every call program; chosen, not measured. dB */
const LOUD_DB = -20;

const WHY =
	'When your microphone hears your loudspeakers, interviewers hear themselves a moment later, and stop.';

/** Judges the microphone together with the speakers. */
export function judgeEcho({ delayMs, levelDb, standOut }: EchoReading): Verdict {
	const figures = {
		speakerEchoDelayMs: rounded(delayMs, 0),
		speakerEchoDb: rounded(levelDb, 1),
		speakerEchoStandOut: rounded(standOut, 1)
	};
	if (figures.speakerEchoDb === null) {
		return {
			step: 'microphone',
			grade: 'good',
			finding: 'The microphone does not hear your speakers.',
			why: WHY,
			mend: null,
			figures: { verdict: 'no-echo', ...figures }
		};
	}
	const isLoud = figures.speakerEchoDb > LOUD_DB;
	return {
		step: 'microphone',
		grade: isLoud ? 'problem' : 'could-be-better',
		finding: isLoud
			? 'The microphone hears your speakers loudly: there will be an echo.'
			: 'The microphone hears your speakers a little.',
		why: WHY,
		mend: isLoud
			? 'Use headphones or earphones, then play the sound in the step "Speakers" again. If you have none, turn the speakers down and move the microphone away from them.'
			: 'Your call program will take most of it out. Headphones are surer; quieter speakers help too.',
		figures: { verdict: 'echo', ...figures }
	};
}
