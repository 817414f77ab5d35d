/** The lines of the report about eye contact, framing and light. */
import { sayFraming as wordsOf, type KeptFraming } from '../../gaze/framing.ts';
import { bandOf, saysOldVersion, type GazeReport } from '../../gaze/report.ts';
import { LIGHT_WORDS } from '../../gaze/light.ts';
import {
	behind,
	counted,
	notMeasurable,
	percent,
	seconds,
	type Behind,
	type ReportLine
} from './report-line.ts';
import type { Stretch } from './strips.ts';

const MEANS =
	'The share of the time in which you looked at the lens, which is where the other person sees your eyes. It says nothing about you as a person.';

const CALIBRATED: Record<GazeReport['calibration'], string> = {
	none: 'Without calibration.',
	lens: 'Calibrated by your look at the lens only: looks at the screen can be taken for looks at the lens.',
	'lens+screen': 'Calibrated by your looks at the lens and at the middle of the screen.',
	'lens+corners': 'Calibrated by your looks at the lens and at two corners of the screen.',
	'lens+screen+corners':
		'Calibrated by your looks at the lens, at the middle and at two corners of the screen.'
};

/** Share of a take, 0 to 1. */
const MOVED_WORTH_SAYING = 0.1;

/** Why a take has no report of eye contact at all. */
const NO_TRACK =
	'eye contact is measured while you record, and it was not measured while this take was recorded.';

/** `strip`: the stretches of the take's gaze, to find its longest look away. */
export function sayEyeContact(gaze: GazeReport | null, strip: readonly Stretch[]): ReportLine[] {
	const name = 'Eye contact';
	if (!gaze) return [notMeasurable(name, NO_TRACK, MEANS)];
	if (gaze.lensShare === null) {
		return [notMeasurable(name, gaze.notMeasurable ?? NO_TRACK, MEANS)];
	}
	const isSpeaking = gaze.lensShareSpeaking !== null;
	const share = gaze.lensShareSpeaking ?? gaze.lensShare;
	const band = bandOf(share, gaze.margin);
	const figure = band ? `${percent(band.low)} to ${percent(band.high)}` : percent(share);
	const when = isSpeaking ? 'of the time you spoke' : 'of the time your face could be read';
	const old = saysOldVersion(gaze);
	return [
		{
			name,
			says: [`You looked at the lens for ${figure} ${when}.`, gaze.partlyLost, old]
				.filter(Boolean)
				.join(' '),
			tone: 'info',
			facts: eyeFacts(gaze)
		},
		...sayLooksAway(gaze, strip)
	];
}

function eyeFacts(gaze: GazeReport): Behind {
	const margin =
		gaze.margin === null ? '' : ` Give or take ${Math.round(gaze.margin * 100)} points.`;
	const silent = gaze.lensShareSpeaking === null ? (gaze.speakingNotMeasurable ?? '') : '';
	return behind(
		{
			means: `${MEANS} ${silent}`.trim(),
			compared:
				'Your own takes. No source gives a right share: people look away to think, and that is natural.',
			measured: `On this device, up to ten times a second, from your pupils and the turn of your head. ${CALIBRATED[gaze.calibration]}`
		},
		{
			term: 'How far to trust it',
			text: `Your eyes could be read in ${percent(gaze.usableShare)} of the take.${margin}${movedWords(gaze)} Glasses that mirror and strong light from one side make it less sure.`
		}
	);
}

function movedWords({ movedShare = 0 }: GazeReport): string {
	if (movedShare < MOVED_WORTH_SAYING) return '';
	return ` For ${percent(movedShare)} of it you sat elsewhere than when eye contact was set up, so the band is wider.`;
}

function sayLooksAway(gaze: GazeReport, strip: readonly Stretch[]): ReportLine[] {
	const { longestAwayMs, looksAway } = gaze;
	if (longestAwayMs === null) return [];
	const longest = longestLook(strip);
	const many = looksAway ? ` ${upperFirst(counted(looksAway, 'look'))} away lasted over 2 s.` : '';
	return [
		{
			name: 'Looks away',
			says:
				longestAwayMs === 0
					? gaze.partlyLost
						? 'No look away from the lens was seen.'
						: 'You never looked away from the lens.'
					: `Your longest look away from the lens lasted ${seconds(longestAwayMs)}.${many}`,
			tone: 'info',
			facts: behind({
				means:
					'Looks at the screen and elsewhere. Blinks do not count, nor what could not be read.',
				compared:
					'Your own takes. No source gives a right length; over 2 s is our own choice of what to count.',
				measured: 'On this device, from the same moments as eye contact.'
			}),
			...(longest ? { seekMs: Math.max(0, longest.startMs - 1000) } : {})
		}
	];
}

interface Span {
	startMs: number;
	endMs: number;
}

/** Looks at the screen and elsewhere that follow each other are one look away. */
function longestLook(strip: readonly Stretch[]): Span | null {
	let longest: Span | null = null;
	let open = null as Span | null;
	for (const { kind, startMs, endMs } of strip) {
		if (kind !== 'screen' && kind !== 'away') {
			open = null;
			continue;
		}
		open = { startMs: open?.startMs ?? startMs, endMs };
		if (!longest || lengthOf(open) > lengthOf(longest)) longest = open;
	}
	return longest;
}

const lengthOf = ({ startMs, endMs }: Span) => endMs - startMs;
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function sayPicture(framing: KeptFraming | null): ReportLine[] {
	const none = 'the picture is measured while you record, and it was not measured for this take.';
	if (!framing) return [notMeasurable('Framing', none), notMeasurable('Light', none)];
	return [sayFraming(framing, none), sayLight(framing, none)];
}

function sayFraming(framing: KeptFraming, none: string): ReportLine {
	const { verdict, faceHeight, notMeasurable: why } = framing;
	if (!verdict) return notMeasurable('Framing', why ?? none);
	const height = faceHeight === null ? '' : `Your face took ${percent(faceHeight)} of the height. `;
	return {
		name: 'Framing',
		says: wordsOf(framing),
		tone: verdict === 'good' ? 'good' : 'caution',
		facts: behind({
			means: `Whether head and shoulders are seen, as in a talk across a table. ${height}`.trim(),
			compared:
				'A face of 28 to 50 % of the height, within 12 % of the middle, with 8 to 25 % of the picture above the head. Guides for interviews on video ask for head and shoulders; the figures are our own.',
			measured: 'On this device, from where your face was during the take.'
		})
	};
}

function sayLight({ light, notMeasurable: why }: KeptFraming, none: string): ReportLine {
	const means =
		'How even the light is. It is never taken from how bright a face is: skin is light or dark, light is not.';
	if (!light?.verdict) return notMeasurable('Light', light?.notMeasurable ?? why ?? none, means);
	return {
		name: 'Light',
		says: LIGHT_WORDS[light.verdict],
		tone: light.verdict === 'good' ? 'good' : 'caution',
		facts: behind({
			means,
			compared:
				'Light from the front, even on both sides. Where it becomes uneven is our own choice, tried on synthetic heads of every skin.',
			measured:
				'On this device: one side of the face against the other, parts without any detail, and the face against what is behind it.'
		})
	};
}
