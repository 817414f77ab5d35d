/** What `npm run bench gaze` measured, for the page that explains it; change it only after running that. */
export const MEASURED = {
	summary:
		'On computer-made faces that the estimate had never seen, each after looking at the lens and at the middle of the screen to set it up. 100 % would be perfect.',
	rows: [
		{ what: 'Looks at the lens that were counted as the lens', result: '94 of 100' },
		{ what: 'Looks at the screen that were wrongly counted as the lens', result: '6 of 100' },
		{ what: 'The same after setting up with the lens only', result: '12 of 100' },
		{ what: 'Mean error of the direction of a single look', result: '3.3 degrees' },
		{ what: 'Mean error of the share of eye contact of a session', result: '3 points' },
		{
			what: 'How much that error differed between a very dark and a very light skin (one face each)',
			result: '0.7 points'
		},
		{ what: 'Sessions whose true share lay within the band that is shown', result: '98 of 100' },
		{ what: 'For comparison, by the head alone: looks at the lens found', result: '49 of 100' }
	]
} as const;
