/** The lines of the report about pauses, pace and voice. Times in milliseconds. */
import { WORDS_PER_MINUTE as WPM } from '../../pacing/bands.ts';
import { SYLLABLES_PER_WORD } from '../../pacing/rate.ts';
import type { Measure, PacingReport } from '../../pacing/report.ts';
import { notedPausesPerMinute } from '../../pacing/timing.ts';
import {
	behind,
	counted,
	notMeasurable,
	percent,
	seconds,
	type ReportFact,
	type ReportLine
} from './report-line.ts';
import { detectorWords } from './say-time.ts';

const EARNINGS =
	'1,107 turns of over 40 s in accented business English (Earnings-22 alignments, 10th to 90th percentile)';

const FROM_FILE = 'On this device, from the recorded file';

export function sayPauses(pacing: PacingReport): ReportLine {
	const { pauses, pausesOver1s, pausesOver2s, longestPauseMs, pausesPerMinute } = pacing;
	const means =
		'Silences of a quarter of a second or more between your first and your last word. A pause is no error: it can be thought.';
	if (pauses === null || pausesOver1s === null) {
		return notMeasurable('Pauses', why(pacing, 'pauses'), means);
	}
	const longest = pauses.reduce(
		(best, pause) => (pause.endMs - pause.startMs > best.endMs - best.startMs ? pause : best),
		{ startMs: 0, endMs: 0 }
	);
	const often = pausesOver1s > 0 ? notedPausesPerMinute(pacing) : null;
	const rate = often === null ? '' : ` (${often.toFixed(1)} a minute)`;
	const over2 = pausesOver2s ? `, ${pausesOver2s} of them 2 s or more` : '';
	const length = longestPauseMs ?? longest.endMs - longest.startMs;
	const longestSays = pauses.length > 0 ? ` The longest lasted ${seconds(length)}.` : '';
	return {
		name: 'Pauses',
		says: `You made ${counted(pausesOver1s, 'pause')} of 1 s or more${rate}${over2}.${longestSays}`,
		tone: 'info',
		facts: behind(
			{
				means,
				compared: `0 to 4.2 pauses of 1 s or more a minute, the longest 0.8 to 5.1 s: ${EARNINGS}.`,
				measured: detectorWords(pacing)
			},
			...ofAnyLength(pausesPerMinute)
		),
		...(pauses.length > 0 ? { seekMs: Math.max(0, longest.startMs - 1000) } : {})
	};
}

function ofAnyLength(perMinute: number | null): ReportFact[] {
	if (perMinute === null) return [];
	const text = `You made ${perMinute.toFixed(1)} of any length a minute. No source gives a right number of those.`;
	return [{ term: 'Behind it', text }];
}

export function sayPace(pacing: PacingReport): ReportLine {
	const { wordsPerMinute: wpm, articulationRate, speechRate, syllables } = pacing;
	const means =
		'How fast you spoke, pauses included. It is an estimate: syllables are counted in the sound, no word is recognised.';
	if (wpm === null) return notMeasurable('Pace', why(pacing, 'wordsPerMinute'), means);
	const facts = behind({
		means,
		compared: `${WPM.from} to ${WPM.to} words a minute is comfortable, under ${WPM.slow} slow, over ${WPM.fast} fast. From ${EARNINGS}: 115 to 183.`,
		measured: `${FROM_FILE}: peaks of the voice are counted as syllables, and ${SYLLABLES_PER_WORD} syllables as a word.`
	});
	if (articulationRate !== null && speechRate !== null) {
		facts.push({
			term: 'Behind it',
			text: `${syllables === null ? '' : `${syllables} syllables; `}${articulationRate.toFixed(1)} a second while speaking (usual: 3.8 to 5.4), ${speechRate.toFixed(1)} a second with pauses (usual: 3.0 to 4.5).`
		});
	}
	facts.push({
		term: 'How far to trust it',
		text: 'Read it as a range. Slow, careful speech can be counted about a quarter too fast, so the range goes further down where few syllables were counted.'
	});
	const [low, high] = [Math.round(wpm.low), Math.round(wpm.high)];
	const { words, tone } = judge(low, high);
	const says = `About ${low} to ${high} words a minute (estimate), ${words}.`;
	return { name: 'Pace', says, tone, facts };
}

/** A range that only touches the comfortable one is not called comfortable: its middle decides, and the end it leans to is said. */
function judge(low: number, high: number): { words: string; tone: ReportLine['tone'] } {
	if (high < WPM.slow) return { words: 'slower than most listeners expect', tone: 'caution' };
	if (low > WPM.fast)
		return { words: 'faster than most listeners follow with ease', tone: 'caution' };
	if (high < WPM.from) return { words: 'on the slow side', tone: 'info' };
	if (low > WPM.to) return { words: 'on the fast side', tone: 'info' };
	const middle = (low + high) / 2;
	if (middle < WPM.from)
		return { words: 'leaning to the slow side of the comfortable range', tone: 'info' };
	if (middle > WPM.to)
		return { words: 'leaning to the fast side of the comfortable range', tone: 'info' };
	const isInside = low >= WPM.from && high <= WPM.to;
	const words = isInside
		? 'within the comfortable range'
		: 'its middle within the comfortable range';
	return { words, tone: 'good' };
}

export function sayMelody(pacing: PacingReport): ReportLine {
	const { monotoneStretches, longestMonotoneMs, pitchSpreadSemitones } = pacing;
	const means =
		'Whether your voice went up and down. A long stretch in one tone is hard to listen to.';
	if (monotoneStretches === null) {
		return notMeasurable('Melody', why(pacing, 'monotoneStretches'), means);
	}
	const facts = behind({
		means,
		compared:
			'A pitch spread under 1.5 semitones over 10 s: in our tests it marked every flattened recording and no natural one.',
		measured: `${FROM_FILE}: the pitch is followed a hundred times a second wherever it is clear, and jumps by an octave are left out.`
	});
	if (pitchSpreadSemitones !== null) {
		const text = `Over the whole answer your pitch spread over ${pitchSpreadSemitones.toFixed(1)} semitones (standard deviation).`;
		facts.push({ term: 'Behind it', text });
	}
	const first = monotoneStretches[0];
	if (!first) {
		const says = 'Your voice moved: no stretch of 10 s or more in one tone.';
		return { name: 'Melody', says, tone: 'good', facts };
	}
	const longest = longestMonotoneMs ?? first.endMs - first.startMs;
	const says = `${counted(monotoneStretches.length, 'stretch', 'stretches')} of 10 s or more stayed in one tone, the longest for ${seconds(longest)}.`;
	return {
		name: 'Melody',
		says: says.charAt(0).toUpperCase() + says.slice(1),
		tone: 'caution',
		facts,
		seekMs: first.startMs
	};
}

/** Noise: what decides how far the other numbers can be trusted. */
export function saySound(pacing: PacingReport): ReportLine {
	const { snrDb, speechLevelDb, noiseLevelDb } = pacing;
	const means =
		'How well your voice stands out from what is left of the noise after the browser has filtered it.';
	if (snrDb === null) return notMeasurable('Sound', why(pacing, 'snrDb'), means);
	const facts = behind({
		means,
		compared:
			'25 dB or more is clean. Under 15 dB no pace is given: in our tests syllables could not be counted any more.',
		measured: `${FROM_FILE}: the level while you speak against the level while you do not.`
	});
	if (noiseLevelDb !== null) {
		const voice = speechLevelDb === null ? '' : `Your voice was at ${below(speechLevelDb)}, the`;
		const text = `${voice || 'The'} noise at ${below(noiseLevelDb)}.`;
		facts.push({ term: 'Behind it', text });
	}
	const quality =
		snrDb >= 25 ? 'clean' : snrDb >= 15 ? 'noisy, but usable' : 'too noisy to count syllables';
	return {
		name: 'Sound',
		says: `Your voice was ${Math.floor(snrDb)} dB above the noise: ${quality}.`,
		tone: snrDb < 15 ? 'caution' : snrDb >= 25 ? 'good' : 'info',
		facts
	};
}

/**
 * How loud a voice may be in a recording, in dB below full scale.
 * @source ITU-T P.800 and P.56: speech for listening tests is brought to an active level of 26 dB below full scale; 10 dB
 * either way is our own choice
 */
const LOUDNESS = { loud: 16, quiet: 36 };

/** How loud the voice is in the recording. */
export function sayLoudness(pacing: PacingReport): ReportLine {
	const { speechLevelDb } = pacing;
	const means =
		'How loud your voice is in the recording, on average while you speak. The microphone and its setting decide it as much as you do.';
	if (speechLevelDb === null) {
		return notMeasurable('Loudness', why(pacing, 'speechLevelDb'), means);
	}
	const isLoud = speechLevelDb > -LOUDNESS.loud;
	const isQuiet = speechLevelDb < -LOUDNESS.quiet;
	const judged = isLoud
		? 'loud: move back from the microphone or turn it down'
		: isQuiet
			? 'quiet: move closer to the microphone or turn it up'
			: 'easy to hear';
	return {
		name: 'Loudness',
		says: `Your voice was at ${below(speechLevelDb)}: ${judged}.`,
		tone: isLoud || isQuiet ? 'info' : 'good',
		facts: behind({
			means,
			compared: `${LOUDNESS.loud} to ${LOUDNESS.quiet} dB below full scale. Listening tests of speech use 26 (ITU-T P.800); 10 dB either way is our own choice.`,
			measured: `${FROM_FILE}: the mean level while you speak, without the noise. Full scale is the loudest that a recording can hold.`
		})
	};
}

/** Whether the voice was too loud for the microphone. */
export function sayClipping(pacing: PacingReport): ReportLine {
	const { clippedShare } = pacing;
	const means =
		'How much of the sound was cut off because it was too loud for the microphone or its setting. It crackles, and syllables run together.';
	if (clippedShare === null) {
		return notMeasurable('Clipping', why(pacing, 'clippedShare'), means);
	}
	const facts = behind({
		means,
		compared:
			'None is best. Over 0.2 % no pace is given: in our tests a voice 3 dB too loud lost that much.',
		measured: `${FROM_FILE}: the sound that stands at the loudest value there is, or has its waves cut flat.`
	});
	// what rounds to nothing cannot be heard
	if (clippedShare < 0.001) {
		return { name: 'Clipping', says: 'No sound was cut off.', tone: 'good', facts };
	}
	const says = `${percentOrLess(clippedShare)} of the sound was cut off: move back from the microphone or turn it down.`;
	return { name: 'Clipping', says, tone: 'caution', facts };
}

/** `20 dB below full scale`. */
const below = (levelDb: number) => `${Math.max(0, -levelDb).toFixed(0)} dB below full scale`;

const percentOrLess = (share: number) =>
	share < 0.01 ? `${(share * 100).toFixed(1)} %` : percent(share);

const why = (pacing: PacingReport, measure: Measure) =>
	pacing.notMeasurable[measure] ?? 'it was not measured for this take.';
