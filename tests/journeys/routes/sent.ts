/** What is sent when the routes are tried: words, forms and bodies. */
import { CHECKLIST_IDS } from '../../../src/lib/green-room/checklist.ts';
import { DEFAULT_MARKERS } from '../../../src/lib/review/marker.ts';

/** A word in everything of the owner's that nobody else has a right to see. */
export const SECRET = 'Quillfeather';
/** A marker of the owner's own; their reviewers see it. */
export const OWN_MARKER = 'Plain words';
export const OWN_MARKERS = [
	...DEFAULT_MARKERS.slice(0, 3),
	{ id: 'plain-words', word: OWN_MARKER, colour: 'ink', shape: 'cross' }
];
export const PASSWORD = 'correct horse battery';
export const WORDS = { keep: 'The opening.', change: 'The pace.', tryNext: 'One story in 60 s.' };
export const CARD = {
	takenAt: '2026-03-01T12:00:00.000Z',
	device: 'A camera on a desk',
	verdicts: [],
	checklist: [CHECKLIST_IDS[0]]
};
/** The first and the last bytes of a JPEG picture. */
export const PICTURE = Buffer.from([
	0xff,
	0xd8,
	0xff,
	0xe0,
	...Array<number>(40).fill(0),
	0xff,
	0xd9
]);

/** What a device says of a take before its bytes. */
export function uploadMetadata(takeId: string, answerId: string): string {
	const recordedAt = '2026-03-01T12:00:00.000Z';
	const told = { takeId, answerId, mimeType: 'video/webm', recordedAt };
	return Object.entries(told)
		.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
		.join(',');
}

export const formatForm = (title: string) => ({
	...{ title, questionSet: 'openers', layout: 'one', questions: '2', answerLimitS: '90' },
	...{ preparationS: '', targetFromS: '', targetToS: '', breakS: '', totalS: '', takes: '' }
});

export const writtenFormat = (title: string) => ({
	...{ id: 'own', title, purpose: 'A format of my own.', order: 1, questions: 2 },
	...{ questionSet: 'openers', preparationS: null, answerLimitS: 90, target: null },
	...{ takes: null, playback: true }
});

/** The form of a rubric, as the page sends it. */
export function rubricForm(title: string): string {
	const criteria = ['First', 'Second', 'Third', 'Fourth'].map((name) => ({
		...{ id: '', kind: 'points', name: `${name} thing`, about: 'What was said about it.' },
		...{ anchors: ['', '', '', '', ''], items: [], most: '10' }
	}));
	return JSON.stringify({ title, note: 'Rate what you see and hear.', criteria });
}
