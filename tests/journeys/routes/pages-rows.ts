/** The pages that are everybody's, each person with their own things on them, and those of one thing of one person. */
import { randomUUID } from 'node:crypto';
import { all, BOTH, open, owner, type Row } from './row.ts';
import { OWN_MARKER, SECRET } from './sent.ts';
import type { Things } from './things.ts';

const inBank = () => ({ set: 'openers', question: 'tell-me-about-yourself' });
const ofNobody = () => ({ link: `${randomUUID()}.${'A'.repeat(43)}` });
const circleLink = ({ circleLink: link }: Things) => ({ link });
const peerLink = ({ peerLink: link }: Things) => ({ link });
const fromOwn = 'from one of the owner’s';
const secret = () => SECRET;

/** Everybody gets their own. */
const everybodys = (route: string, shows?: Row['shows']): Row => ({
	...{ route, act: 'page', may: open(200) },
	...(shows && { shows })
});

export const PAGES_ROWS: Row[] = [
	everybodys('/', ({ session }) => session),
	everybodys('/account', ({ email }) => email),
	everybodys('/eye-contact'),
	everybodys('/stories'),
	everybodys('/progress'),
	everybodys('/green-room', ({ card }) => card),
	everybodys('/green-room/day'),
	everybodys('/practice', secret),
	everybodys('/practice/formats', secret),
	everybodys('/practice/formats/new'),
	everybodys('/questions'),
	{ ...everybodys('/questions/[set]'), params: inBank },
	{ ...everybodys('/questions/[set]/[question]', secret), params: inBank },
	everybodys('/questions/own', secret),
	everybodys('/questions/own/new', secret),
	everybodys('/questions/own/import', secret),
	everybodys('/questions/programs', secret),
	everybodys('/questions/programs/new'),
	everybodys('/reviews', ({ session }) => session),
	{ ...everybodys('/reviews/circles', ({ circle }) => circle), seenBy: BOTH },
	everybodys('/rubrics', secret),
	everybodys('/rubrics/new'),
	{
		...everybodys('/rubrics/[rubric]'),
		how: 'of the bank',
		params: () => ({ rubric: 'general-interview' })
	},
	everybodys('/rubrics/markers', () => OWN_MARKER),

	{ route: '/green-room/cards/[card]', act: 'page', may: owner(200) },
	{ route: '/practice/formats/[format]', act: 'page', may: owner(200), shows: secret },
	{
		...{ route: '/practice/formats/new', act: 'page', how: fromOwn, may: owner(200) },
		query: ({ format }) => `?from=${format}`
	},
	{ route: '/questions/own/[question]', act: 'page', may: owner(200), shows: secret },
	{ route: '/questions/programs/[program]', act: 'page', may: owner(200), shows: secret },
	{ route: '/rubrics/[rubric]', act: 'page', may: owner(200), shows: secret },
	{
		...{ route: '/rubrics/new', act: 'page', how: fromOwn, may: owner(200) },
		query: ({ rubric }) => `?from=${rubric}`
	},
	{ route: '/reviews/circles/[circle]', act: 'page', may: all(BOTH, 200) },
	// an invitation is for whoever has it; who is in already is sent on
	{
		...{ route: '/reviews/circles/join/[link]', act: 'page', params: circleLink },
		may: { ...open(200), ...all(BOTH, 303) }
	},
	{
		...{ route: '/reviews/circles/join/[link]', act: 'page', how: 'with a link of nobody' },
		...{ params: ofNobody, may: {} }
	},
	// the link lets anybody see that two people are there; the questions are for the interviewer
	{
		...{ route: '/practice/with/[link]', act: 'page', may: { ...open(200), owner: 303 } },
		...{ shows: () => 'You are the interviewer', seenBy: ['granted by account'], params: peerLink }
	},
	{
		...{ route: '/practice/with/[link]', act: 'page', how: 'with a link of nobody', may: {} },
		params: ofNobody
	},
	{
		...{ route: '/practice/with/[link]', act: '?/join', params: peerLink },
		...{ may: { ...open(409), ...all(BOTH, 303) }, sends: () => ({ form: {} }) }
	},

	{ route: '/healthz', act: 'GET', may: open(200) },
	{ route: '/vision', act: 'GET', may: open(200) },
	{ route: '/vision/[file]', act: 'GET', params: () => ({ file: 'no.task' }), may: {} },
	{ route: '/api/upload-speed', act: 'GET', may: open(204) },
	{
		...{ route: '/api/upload-speed', act: 'POST', may: open(204) },
		sends: () => ({ data: Buffer.alloc(100) })
	},
	{ route: '/api/questions', act: 'GET', may: open(200) },
	{ route: '/api/rubrics', act: 'GET', may: open(200), shows: secret }
];
