/** What a reviewer does. A key opens its own review and nothing of another's, be it of the same answers. */
import { randomUUID } from 'node:crypto';
import { all, GRANTED, HOLDING, REVIEWING, sparesFor, type Row } from './row.ts';
import { WORDS } from './sent.ts';
import type { Things } from './things.ts';

const REVIEW = '/api/reviews/[token]';
const COMMENT = `${REVIEW}/comments/[comment]`;
const REPLY = `${COMMENT}/replies/[reply]`;

const spoken: NonNullable<Row['sends']> = ({ recording }) => ({
	data: recording,
	headers: { 'content-type': 'video/webm' }
});
const commentAt = ({ take }: Things, id: string) => ({
	id,
	takeId: take,
	atMs: 500,
	text: 'Good.'
});
const markerAt = ({ take }: Things, id: string) => ({
	...{ id, takeId: take, atMs: 500, kind: 'filler' }
});

export const REVIEWS_ROWS: Row[] = [
	{ route: '/review/[token]', act: 'page', may: all(HOLDING, 200) },
	// no passcode is asked for here: on to the review
	{ route: '/review/[token]/passcode', act: 'page', may: all(HOLDING, 303) },
	{
		...{ route: '/review/[token]/passcode', act: '?/default', may: all(HOLDING, 303) },
		sends: () => ({ form: { passcode: 'no such word' } })
	},
	{
		...{ route: '/review/[token]/passcode', act: '?/default', how: 'with a wrong one' },
		may: all(['granted by link'], 400),
		params: ({ lockedToken }, { role, key }) => {
			return { token: role === 'granted by link' ? lockedToken : `${key.slice(0, -1)}_` };
		},
		sends: () => ({ form: { passcode: 'no such word' } })
	},
	{ route: REVIEW, act: 'GET', may: all(HOLDING, 200) },
	{ route: REVIEW, act: 'PUT', may: all(HOLDING, 204), sends: () => ({ data: WORDS }) },
	{ route: `${REVIEW}/access`, act: 'GET', may: all(HOLDING, 200) },
	{
		route: `${REVIEW}/access`,
		act: 'GET',
		how: 'as events',
		streams: true,
		may: all(HOLDING, 200)
	},
	{
		...{ route: `${REVIEW}/passcode`, act: 'POST', may: all(HOLDING, 204) },
		params: ({ lockedToken }, { role, key }) => {
			return { token: role === 'granted by link' ? lockedToken : key };
		},
		sends: () => ({ data: { passcode: 'open sesame' } })
	},
	// what account A keeps is not kept by a second one
	{
		...{ route: `${REVIEW}/keep`, act: 'PUT' },
		may: { ...all(HOLDING, 204), 'granted by link': 409 }
	},

	{
		...{ route: `${REVIEW}/comments`, act: 'POST', may: all(REVIEWING, 201) },
		sends: (things) => ({ data: commentAt(things, randomUUID()) })
	},
	{
		...{
			route: `${REVIEW}/comments`,
			act: 'POST',
			how: 'on an answer that was not shared',
			may: {}
		},
		sends: (things) => ({
			data: commentAt({ ...things, take: things.hiddenTake }, randomUUID())
		})
	},
	{
		...{ route: `${REVIEW}/comments`, act: 'POST', how: 'with the id of a comment of A' },
		may: { ...all(GRANTED, 201), 'another reviewer': 409 },
		sends: (things) => ({ data: commentAt(things, things.comment) })
	},
	{
		...{ route: COMMENT, act: 'PATCH', may: all(GRANTED, 204) },
		sends: () => ({ data: { text: 'Better.' } })
	},
	{ route: `${COMMENT}/recording`, act: 'PUT', may: all(GRANTED, 200), sends: spoken },
	{ route: `${COMMENT}/recording`, act: 'GET', may: all(GRANTED, 200) },
	{ route: `${COMMENT}/recording`, act: 'HEAD', may: all(GRANTED, 200) },
	{
		...{ route: `${COMMENT}/replies`, act: 'POST', may: all(GRANTED, 201) },
		sends: () => ({ data: { text: 'And one more thing.' } })
	},
	{
		...{ route: REPLY, act: 'PATCH', may: all(GRANTED, 204) },
		sends: () => ({ data: { text: 'And two more things.' } })
	},
	{ route: `${REPLY}/recording`, act: 'PUT', may: all(GRANTED, 200), sends: spoken },
	{ route: `${REPLY}/recording`, act: 'GET', may: all(GRANTED, 200) },
	{ route: `${REPLY}/recording`, act: 'HEAD', may: all(GRANTED, 200) },
	{
		...{ route: REPLY, act: 'DELETE', may: all(GRANTED, 204) },
		params: ({ spareReplies }, by) => ({ reply: sparesFor(spareReplies, by) })
	},
	{ route: `${COMMENT}/recording`, act: 'DELETE', may: all(GRANTED, 204) },
	{
		...{ route: COMMENT, act: 'DELETE', may: all(GRANTED, 204) },
		params: ({ spareComments }, by) => ({ comment: sparesFor(spareComments, by) })
	},

	{
		...{ route: `${REVIEW}/markers`, act: 'POST', may: all(REVIEWING, 201) },
		sends: (things) => ({ data: markerAt(things, randomUUID()) })
	},
	{
		...{ route: `${REVIEW}/markers`, act: 'POST', how: 'with the id of a marker of A' },
		may: { ...all(GRANTED, 201), 'another reviewer': 409 },
		sends: (things) => ({ data: markerAt(things, things.marker) })
	},
	{
		...{ route: `${REVIEW}/markers/[marker]`, act: 'PATCH', may: all(GRANTED, 204) },
		sends: () => ({ data: { atMs: 700 } })
	},
	{
		...{ route: `${REVIEW}/markers/[marker]`, act: 'DELETE', may: all(GRANTED, 204) },
		params: ({ spareMarkers }, by) => ({ marker: sparesFor(spareMarkers, by) })
	},

	{
		...{ route: `${REVIEW}/ratings/[criterion]`, act: 'PUT', may: all(HOLDING, 204) },
		sends: () => ({ data: { level: 3 } })
	},
	{
		...{ route: `${REVIEW}/ratings/[criterion]`, act: 'DELETE', may: all(HOLDING, 204) },
		params: () => ({ criterion: 'evidence' })
	},

	// nobody reads what others gave before their own is in
	{ route: `${REVIEW}/others`, act: 'GET', how: 'too early', may: all(HOLDING, 409) },
	// the account holds the same review as the link: it is in already
	{
		...{ route: `${REVIEW}/submit`, act: 'POST' },
		may: { ...all(HOLDING, 204), 'granted by account': 409 }
	},
	{ route: `${REVIEW}/others`, act: 'GET', may: all(HOLDING, 200) },
	{ route: `${REVIEW}/reopen`, act: 'POST', may: all(HOLDING, 204) }
];
