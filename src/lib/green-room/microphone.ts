/** The verdict on the microphone: level, noise, cut-off peaks, echo. */
import type { MicrophoneReading } from './sound.ts';
import { rounded, type Grade, type Verdict } from './verdict.ts';

/**
 * Mean level of the speech in dB below full scale. @source EBU R 128 levels speech at -23; the level meter of the check
 * (interview/DeviceCheck) takes less than -39 for silence; recordings under -45 drown in a phone's own noise. Chosen
 */
const LEVEL_DB = { good: -35, least: -45 };
/** Speech over noise in dB. @source design/pacing: under 15 no rate of speech is measured; books read aloud by volunteers measured 18 to 30 here */
const SNR_DB = { good: 18, least: 15 };
/** Share of the samples. @source pacing/measure.ts: over 0.2 % syllables run together */
const CLIPPED = { good: 0.0004, most: 0.002 };
/** Without a voice: quieter is a muted microphone, louder is a room that drowns it. dB below full scale. */
const NOTHING_DB = -65;
const LOUD_ROOM_DB = -45;
/** About a quarter of the voice's loudness: heard as an echo by everybody. See own-echo.ts; chosen. */
const STRONG_ECHO = 0.1;
/** A second of speech is needed to judge a voice by, in milliseconds. */
const ENOUGH_MS = 1000;

const WHY =
	'Interviewers forgive a poor picture, but not words that they cannot hear. Sound matters most.';

/** Judges some seconds of the microphone in which somebody should have spoken. */
export function judgeMicrophone(reading: MicrophoneReading): Verdict {
	const { speechLevelDb, noiseLevelDb, snrDb, clippedShare, echoDelayMs, echoStrength } = reading;
	const figures = {
		durationMs: rounded(reading.durationMs, 0),
		speechMs: rounded(reading.speechMs, 0),
		speechLevelDb: rounded(speechLevelDb, 1),
		noiseLevelDb: rounded(noiseLevelDb, 1),
		snrDb: rounded(snrDb, 1),
		clippedShare: rounded(clippedShare, 5),
		echoDelayMs: rounded(echoDelayMs, 0),
		echoStrength: rounded(echoStrength, 3)
	};
	const say = (verdict: string, grade: Grade, finding: string, mend: string | null): Verdict => ({
		step: 'microphone',
		grade,
		finding,
		why: WHY,
		mend,
		figures: { verdict, ...figures }
	});
	const noise = figures.noiseLevelDb;
	if (!(reading.durationMs > 0) || noise === null) {
		return say(
			'no-sound',
			'not-measurable',
			'No sound came from a microphone.',
			'Connect a microphone or headphones with one, allow it for this page, and check again.'
		);
	}
	const level = figures.speechLevelDb;
	if (level === null || !(reading.speechMs >= ENOUGH_MS)) return judgeVoiceless(noise, say);
	const clipped = figures.clippedShare ?? 0;
	if (clipped > CLIPPED.most) {
		return say(
			'clipped',
			'problem',
			'Your voice is too loud for the microphone: the loud parts are cut off.',
			'Turn the microphone level down in the sound settings of your computer, or move a hand further away from it.'
		);
	}
	if (level < LEVEL_DB.least) {
		return say(
			'quiet',
			'problem',
			'Your voice is too quiet.',
			'Turn the microphone level up in the sound settings of your computer, come closer to the microphone, or use a headset.'
		);
	}
	// before the noise: an echo fills the gaps between the words
	if (figures.echoStrength !== null) {
		return say(
			'echo',
			figures.echoStrength > STRONG_ECHO ? 'problem' : 'could-be-better',
			'Your voice comes back as an echo.',
			'Use headphones, close other programs and tabs that play your voice, and choose a room with curtains or a carpet.'
		);
	}
	const snr = figures.snrDb ?? Infinity;
	if (snr < SNR_DB.least) {
		return say(
			'noisy',
			'problem',
			'The noise around you is nearly as loud as your voice.',
			'Close windows and doors, switch off fans and machines, and come closer to the microphone or use a headset.'
		);
	}
	if (level < LEVEL_DB.good) {
		return say(
			'quiet',
			'could-be-better',
			'Your voice is rather quiet.',
			'Come a little closer to the microphone, or turn its level up a bit.'
		);
	}
	if (snr < SNR_DB.good) {
		return say(
			'noisy',
			'could-be-better',
			'Some noise can be heard behind your voice.',
			'Close the window and the door, or switch off a fan, and check again.'
		);
	}
	if (clipped > CLIPPED.good) {
		return say(
			'clipped',
			'could-be-better',
			'The loudest parts of your voice are nearly cut off.',
			'Turn the microphone level down a little.'
		);
	}
	return say('good', 'good', 'Your voice is clear and loud enough.', null);
}

function judgeVoiceless(
	noiseDb: number,
	say: (verdict: string, grade: Grade, finding: string, mend: string | null) => Verdict
): Verdict {
	if (noiseDb > LOUD_ROOM_DB) {
		return say(
			'noisy',
			'problem',
			'There is a lot of noise, and no voice could be told from it.',
			'Close windows and doors, switch off fans and machines, then speak for five seconds and check again.'
		);
	}
	if (noiseDb < NOTHING_DB) {
		return say(
			'quiet',
			'problem',
			'The microphone hears nothing, or next to nothing.',
			'Look for a mute key on the microphone or the keyboard, choose another microphone, then speak and check again.'
		);
	}
	return say(
		'no-voice',
		'could-be-better',
		'Too little of a voice was heard to judge it.',
		'Press the button again and speak for all of the five seconds, for example your name and where you trained.'
	);
}
