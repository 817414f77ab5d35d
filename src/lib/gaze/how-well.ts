/** What `npm run bench gaze` measured, for the page that explains it; change it only after running that. */
export const MEASURED = {
	summary:
		'On computer-made faces that the estimate had never seen, each after looking at the lens and near the middle of the screen to set it up, with the head in several poses. 100 % would be perfect.',
	rows: [
		{ what: 'Looks at the lens that were counted as the lens', result: '94 of 100' },
		{ what: 'Looks at the screen that were wrongly counted as the lens', result: '7 of 100' },
		{ what: 'The same when only the lens was looked at to set it up', result: '11 of 100' },
		{
			what: 'Set up with a single frame of each look, so with one pose of the head: looks at the lens found',
			result: '88 of 100'
		},
		{
			what: 'Set up like that: looks at the screen wrongly counted as the lens',
			result: '13 of 100'
		},
		{ what: 'Mean error of the direction of a single look', result: '3.3 degrees' },
		{ what: 'Mean error of the share of eye contact of a session', result: '3 points' },
		{ what: 'That error when only the lens was looked at to set it up', result: '5 points' },
		{
			what: 'How much that error differed between a very dark and a very light skin (one face each)',
			result: '0 points'
		},
		{ what: 'Sessions whose true share lay within the band that is shown', result: '98 of 100' },
		{
			what: 'For comparison, by the head alone: looks at the screen wrongly counted as the lens',
			result: '56 of 100'
		}
	]
} as const;
