/** The verdict on the browser: by what it can do, never by its name. */
import type { Grade, Verdict } from './verdict.ts';

/** What is used here, whether practising needs it, and what is lost without it. */
export const FEATURES = {
	secure: {
		needed: true,
		without: 'no camera and no microphone: the address must begin with https'
	},
	camera: { needed: true, without: 'no camera and no microphone' },
	recorder: { needed: true, without: 'no recording' },
	storage: { needed: true, without: 'nothing of a recording is kept when the page closes' },
	sound: { needed: false, without: 'no measures of your voice' },
	workers: { needed: false, without: 'no measures while you speak' },
	graphics: { needed: false, without: 'no measure of eye contact and framing' },
	locks: { needed: false, without: 'two open pages can get in each other’s way' },
	wakeLock: { needed: false, without: 'the screen may go dark while you speak' },
	voice: { needed: false, without: 'no interviewer who reads the questions aloud' }
} as const;
export type Feature = keyof typeof FEATURES;

const WHY = 'The interview page of the program will need the same things as this one.';

/** @param features what was found; one that is not named is missing */
export function judgeBrowser(features: Partial<Record<Feature, boolean>>): Verdict {
	const names = Object.keys(FEATURES) as Feature[];
	const missing = names.filter((name) => features[name] !== true);
	const needed = missing.filter((name) => FEATURES[name].needed);
	const figures = Object.fromEntries(
		names.map((name) => [name, features[name] === true ? 'yes' : 'no'])
	);
	const say = (grade: Grade, finding: string, mend: string | null): Verdict => ({
		step: 'browser',
		grade,
		finding,
		why: WHY,
		mend,
		figures
	});
	const lost = (of: readonly Feature[]) => of.map((name) => FEATURES[name].without).join('; ');
	if (needed.length > 0) {
		return say(
			'problem',
			`Something that practising needs is missing in this browser: ${lost(needed)}.`,
			'Update the browser, leave private or embedded windows, or use another browser on this device.'
		);
	}
	if (missing.length > 0) {
		return say(
			'could-be-better',
			`Practising works here, with less: ${lost(missing)}.`,
			'Updating the browser may bring it. On the day of the interview have a second browser installed.'
		);
	}
	return say('good', 'This browser can do all that is needed.', null);
}
