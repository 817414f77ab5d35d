/** The verdict on the speakers, which only the person can hear. */
import type { EchoReading } from './chirp.ts';
import { rounded, type Grade, type Verdict } from './verdict.ts';

export interface SpeakerReading {
	/** What the person said; null before they were asked. */
	heard: boolean | null;
	/** What the microphone heard of the sound, where that was tried. */
	echo?: EchoReading | null | undefined;
}

const WHY = 'You answer well only what you understand. Hear the question the first time.';

export function judgeSpeakers({ heard, echo }: SpeakerReading): Verdict {
	const figures = {
		heard: heard === null ? null : heard ? 'yes' : 'no',
		speakerEchoDb: rounded(echo?.levelDb, 1)
	};
	const say = (grade: Grade, finding: string, mend: string | null): Verdict => ({
		step: 'speakers',
		grade,
		finding,
		why: WHY,
		mend,
		figures
	});
	if (heard === true) return say('good', 'You hear the sound.', null);
	if (heard === false) {
		const played = typeof figures.speakerEchoDb === 'number';
		return say(
			'problem',
			played ? 'The sound was played, but you did not hear it.' : 'You did not hear the sound.',
			'Turn the volume up, see whether headphones are connected that you do not wear, choose the right output in the sound settings, and play it again.'
		);
	}
	return say(
		'not-measurable',
		'The speakers were not tried yet.',
		'Press the button to play a short sound, and say whether you heard it.'
	);
}
