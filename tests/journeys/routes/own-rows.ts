/** What belongs to a person beside their sessions, and what two people share. */
import { randomUUID } from 'node:crypto';
import { all, BOTH, KNOWN, open, owner, ROLES, SIGNED_UP, sparesFor, type Row } from './row.ts';
import {
	CARD,
	formatForm,
	OWN_MARKER,
	OWN_MARKERS,
	PASSWORD,
	rubricForm,
	SECRET,
	writtenFormat
} from './sent.ts';

const PEER = '/api/peer-interviews/[peer]';
const SET = '/questions/[set]/[question]';

const inBank = () => ({ set: 'openers', question: 'tell-me-about-yourself' });
const secret = () => SECRET;

export const OWN_ROWS: Row[] = [
	{ route: '/api/agreement', act: 'GET', may: all(KNOWN, 200) },
	{ route: '/api/marker-set', act: 'GET', may: all(KNOWN, 200), shows: () => OWN_MARKER },
	{
		...{ route: '/api/marker-set', act: 'PUT', may: all(KNOWN, 200) },
		sends: () => ({ data: { kinds: OWN_MARKERS } })
	},
	{ route: '/api/marker-set', act: 'DELETE', may: all(KNOWN, 204) },
	{
		...{ route: '/api/own-sets/[set]/export', act: 'GET', may: owner(200), shows: secret },
		query: () => '?as=yaml'
	},
	{
		...{ route: '/api/own-sets/[set]/export', act: 'GET', how: 'as a table', may: owner(200) },
		...{ shows: secret, query: () => '?as=csv' }
	},
	{ route: '/api/readiness/[card]', act: 'GET', may: owner(200) },
	{
		...{ route: '/api/readiness/[card]', act: 'PUT', how: 'over a card that is there' },
		...{ may: owner(204), sends: () => ({ data: CARD }), isChosen: true }
	},
	{
		...{ route: '/api/readiness/[card]', act: 'PUT', params: () => ({ card: randomUUID() }) },
		...{ may: open(204), sends: () => ({ data: CARD }) }
	},
	{ route: '/api/readiness/[card]', act: 'DELETE', may: owner(204) },

	{ route: `${PEER}/events`, act: 'GET', streams: true, may: all(BOTH, 200) },
	{
		...{ route: `${PEER}/signals`, act: 'POST', may: all(BOTH, 200) },
		sends: () => ({ data: { type: 'here' } })
	},
	// who presses second has swapped already
	{
		...{ route: `${PEER}/swap`, act: 'POST', may: { owner: 204, 'granted by account': 409 } },
		sends: ({ peerSession }) => ({ data: { from: peerSession } })
	},
	{
		...{ route: PEER, act: 'DELETE', may: all(BOTH, 204) },
		params: ({ sparePeers }, by) => ({ peer: sparesFor(sparePeers, by) })
	},

	{
		...{ route: '/practice', act: '?/begin', may: open(303) },
		sends: () => ({ form: { format: 'introduction-drill', set: 'introduce-yourself' } })
	},
	{
		...{ route: '/practice', act: '?/begin', how: 'with a set of the owner’s', may: owner(303) },
		...{ refused: 400, sends: ({ set }) => ({ form: { format: 'introduction-drill', set } }) }
	},
	{
		...{ route: '/practice', act: '?/begin', how: 'with a format of the owner’s', may: owner(303) },
		...{ refused: 400, sends: ({ format }) => ({ form: { format, set: 'openers' } }) }
	},
	{
		...{ route: '/practice/formats/[format]', act: '?/default', may: owner(303) },
		sends: () => ({ form: formatForm('Two in a row') })
	},
	{
		...{ route: '/practice/formats/new', act: '?/default', may: open(303) },
		sends: () => ({ form: formatForm('Three in a row') })
	},
	{
		...{
			route: '/practice/formats/new',
			act: '?/default',
			how: 'from one of the owner’s',
			may: owner(303)
		},
		query: ({ format }) => `?from=${format}`,
		sends: () => ({ form: formatForm('Four in a row') })
	},
	{
		...{ route: '/practice/formats', act: '?/delete', may: owner(200) },
		sends: ({ format }) => ({ form: { id: format } })
	},
	// a format comes back from the page that it was deleted on, and becomes who sends it's
	{
		...{ route: '/practice/formats', act: '?/undo', may: all(KNOWN, 204) },
		sends: () => ({ form: { id: JSON.stringify(writtenFormat('Back again')) } })
	},

	{
		...{ route: SET, act: '?/bookmark', params: inBank, may: open(204) },
		sends: () => ({ form: { on: 'yes' } })
	},
	{
		...{ route: SET, act: '?/note', params: inBank, may: open(204) },
		sends: () => ({ form: { note: 'Begin with the patient.' } })
	},
	{
		...{ route: SET, act: '?/target', params: inBank, may: open(204) },
		sends: () => ({ form: { fromS: '60', toS: '90' } })
	},
	{
		...{ route: SET, act: '?/resetTarget', params: inBank, may: open(204) },
		sends: () => ({ form: {} })
	},
	{
		...{ route: '/questions/own', act: '?/addSet', may: open(204) },
		sends: () => ({ form: { title: 'For Monday', purpose: '' } })
	},
	{
		...{ route: '/questions/own/new', act: '?/default', may: open(303) },
		sends: () => ({ form: { set: '', text: 'Why did you move?' } })
	},
	{
		...{ route: '/questions/own/new', act: '?/default', how: 'into a set of the owner’s' },
		...{ may: owner(303), sends: ({ set }) => ({ form: { set, text: 'Why did you stay?' } }) }
	},
	{
		...{ route: '/questions/own/[question]', act: '?/default', may: owner(303) },
		sends: ({ set }) => ({ form: { set, text: 'Why did you leave?' } })
	},
	{
		...{ route: '/questions/own/import', act: '?/look', may: open(200) },
		sends: () => ({ form: { kind: 'csv', text: 'text\nWhy here?\n', set: '', title: 'Sent' } })
	},
	{
		...{ route: '/questions/own/import', act: '?/look', how: 'into a set of the owner’s' },
		may: owner(200),
		sends: ({ set }) => ({ form: { kind: 'csv', text: 'text\nWhy here?\n', set, title: '' } })
	},
	{
		...{ route: '/questions/own/import', act: '?/keep', may: open(303) },
		sends: () => ({ form: { kind: 'csv', text: 'text\nWhy here?\n', set: '', title: 'Sent' } })
	},
	{
		...{ route: '/questions/own/import', act: '?/keep', how: 'into a set of the owner’s' },
		may: owner(303),
		sends: ({ set }) => ({ form: { kind: 'csv', text: 'text\nWhy here?\n', set, title: '' } })
	},
	{
		...{ route: '/questions/own', act: '?/renameSet', may: owner(204) },
		sends: ({ set }) => ({ form: { id: set, title: 'For Tuesday', purpose: '' } })
	},
	...(['?/deleteQuestion', '?/undoQuestion'] as const).map((act): Row => ({
		...{ route: '/questions/own', act, may: owner(act === '?/deleteQuestion' ? 200 : 204) },
		sends: ({ question }) => ({ form: { id: question } })
	})),
	...(['?/deleteSet', '?/undoSet'] as const).map((act): Row => ({
		...{ route: '/questions/own', act, may: owner(act === '?/deleteSet' ? 200 : 204) },
		sends: ({ set }) => ({ form: { id: set } })
	})),
	{
		...{ route: '/questions/programs/new', act: '?/default', may: open(303) },
		sends: () => ({ form: { program: 'Riverside Hospital' } })
	},
	{
		...{ route: '/questions/programs/[program]', act: '?/default', may: owner(200) },
		sends: () => ({ form: { program: 'Lakeside Hospital' } })
	},
	...(['?/delete', '?/undo'] as const).map((act): Row => ({
		...{ route: '/questions/programs', act, may: owner(act === '?/delete' ? 200 : 204) },
		sends: ({ program }) => ({ form: { id: program } })
	})),

	{
		...{ route: '/rubrics/new', act: '?/default', may: open(303) },
		sends: () => ({ form: { form: rubricForm('A second look') } })
	},
	{
		...{ route: '/rubrics/[rubric]', act: '?/default', may: owner(303) },
		sends: () => ({ form: { form: rubricForm('A third look'), version: '1' } })
	},
	...(['?/delete', '?/undo'] as const).map((act): Row => ({
		...{ route: '/rubrics', act, may: owner(act === '?/delete' ? 200 : 204) },
		sends: ({ rubric }) => ({ form: { id: rubric } })
	})),
	{
		...{ route: '/rubrics/markers', act: '?/save', may: open(200) },
		sends: () => ({ form: { kinds: JSON.stringify(OWN_MARKERS) } })
	},
	{
		...{ route: '/rubrics/markers', act: '?/reset', may: open(200) },
		sends: () => ({ form: {} })
	},

	{ route: '/reviews', act: '?/code', may: open(204), sends: () => ({ form: {} }) },
	{ route: '/reviews', act: '?/newCode', may: all(KNOWN, 204), sends: () => ({ form: {} }) },
	{
		...{ route: '/reviews', act: '?/putAway', may: owner(204) },
		sends: ({ notice }) => ({ form: { notice } })
	},
	{
		...{ route: '/reviews/circles', act: '?/default', may: open(303) },
		sends: () => ({ form: { name: 'Another circle', memberName: 'Me', sees: 'all' } })
	},
	{
		...{ route: '/reviews/circles/join/[link]', act: '?/default', may: open(303) },
		params: ({ openCircleLink }) => ({ link: openCircleLink }),
		sends: () => ({ form: { memberName: 'Me' } })
	},
	// the session is the owner's: another member cannot put it in either
	{
		...{ route: '/reviews/circles/[circle]', act: '?/putIn', may: owner(204) },
		sends: ({ secondSession }) => ({ form: { session: secondSession } })
	},
	{
		...{ route: '/reviews/circles/[circle]', act: '?/leave', may: all(BOTH, 303) },
		sends: () => ({ form: {} })
	},

	{
		...{ route: '/account', act: '?/mail', may: all(SIGNED_UP, 303), refused: 401 },
		sends: () => ({ form: { rhythm: 'off' } })
	},
	// the same sentence whether there is an account with this email or not; who is signed in signs out first
	{
		...{ route: '/account', act: '?/signIn', may: all(SIGNED_UP, 409), refused: 400 },
		sends: ({ email }) => ({ form: { email, password: `not ${PASSWORD}` } })
	},
	{
		...{ route: '/account', act: '?/signUp', may: { ...open(303), ...all(SIGNED_UP, 409) } },
		sends: () => ({
			form: { name: 'Dr. Late', email: `${randomUUID()}@example.org`, password: PASSWORD }
		})
	},
	// last: from here on nobody is known any more
	{
		...{ route: '/account', act: '?/signOut', may: all(ROLES, 303) },
		sends: () => ({ form: {} })
	}
];
