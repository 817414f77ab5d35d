import type { SetFamily } from '$lib/question-bank/bank';

/** The families of sets in the order they are shown, each with its heading. */
export const FAMILY_NAMES: readonly (readonly [SetFamily, string])[] = [
	['subject', 'By subject'],
	['ready-made', 'Ready to sit'],
	['specialty', 'By specialty']
];
