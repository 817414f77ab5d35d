/** What only the owner of a session may: read it, change it, share it, and answer what was given about it. */
import { open, owner, type Row } from './row.ts';
import { SECRET } from './sent.ts';
import type { Things } from './things.ts';

const SESSION = '/api/sessions/[session]';
const GIVEN = `${SESSION}/comments/[comment]`;
const REPLY = `${GIVEN}/replies/[reply]`;
const SELF = `${SESSION}/self-review/[rubric]`;
const ANSWER = `${SESSION}/answers/[position]`;

const unfinished = ({ openSession }: Things) => ({ session: openSession, position: '0' });
const spare = ({ spareSession }: Things) => ({ session: spareSession });
const given = ({ givenComment, givenReply }: Things) => ({
	...{ comment: givenComment, reply: givenReply }
});
const own = ({ givenComment, ownReply }: Things) => ({ comment: givenComment, reply: ownReply });
const byBank = () => ({ rubric: 'general-interview' });
const spoken: NonNullable<Row['sends']> = ({ recording }) => ({
	data: recording,
	headers: { 'content-type': 'video/webm' }
});

export const SESSIONS_ROWS: Row[] = [
	{ route: '/sessions', act: 'page', may: open(200), shows: ({ session }) => session },
	{ route: '/sessions/[session]', act: 'page', may: owner(200), shows: () => SECRET },
	{ route: '/sessions/[session]/print', act: 'page', may: owner(200) },
	{ route: '/practice/[session]', act: 'page', may: owner(200), params: unfinished },
	{ route: '/practice/[session]', act: 'page', how: 'once it is finished', may: owner(303) },

	{
		...{ route: SESSION, act: 'PATCH', may: owner(204) },
		sends: () => ({ data: { note: `${SECRET} note` } })
	},
	{ route: `${SESSION}/agreement`, act: 'GET', may: owner(200) },
	{ route: `${SESSION}/export`, act: 'GET', may: owner(200), shows: () => SECRET },
	{
		...{ route: `${SESSION}/export`, act: 'GET', how: 'with the recordings', may: owner(200) },
		query: () => '?media=1'
	},
	{ route: `${SESSION}/feedback`, act: 'GET', may: owner(200) },
	{ route: `${SESSION}/ratings.csv`, act: 'GET', may: owner(200) },
	{
		...{ route: `${ANSWER}/best`, act: 'PUT', may: owner(204), params: () => ({ position: '0' }) },
		sends: ({ take }) => ({ data: { takeId: take } })
	},
	{ route: `${ANSWER}/close`, act: 'POST', may: owner(204), params: unfinished },
	{ route: `${ANSWER}/retake`, act: 'POST', may: owner(204), params: unfinished },
	{
		...{ route: `${SESSION}/bullets`, act: 'PUT', may: owner(204) },
		sends: () => ({ data: { bullets: 'Two countries, one thread.' } })
	},
	{
		...{ route: `${SESSION}/standing`, act: 'PUT', may: owner(204), params: unfinished },
		sends: () => ({ data: { position: 0, conversedMs: 0, followUps: [], overrunMs: {} } })
	},
	{ route: `${SESSION}/peer`, act: 'POST', may: owner(200), params: unfinished },

	{ route: `${SESSION}/grants`, act: 'GET', may: owner(200) },
	{
		...{ route: `${SESSION}/grants`, act: 'POST', may: owner(201) },
		sends: () => ({ data: { reviewerName: 'One more' } })
	},
	{
		...{ route: `${SESSION}/grants`, act: 'POST', how: 'with nothing in it', may: owner(400) },
		sends: () => ({ data: {} })
	},
	{ route: '/api/grants/[grant]', act: 'GET', may: owner(200) },
	{
		...{ route: '/api/grants/[grant]', act: 'PATCH', may: owner(204) },
		sends: () => ({ data: { askFor: 'Is it too long?' } })
	},
	{ route: '/api/grants/[grant]/link', act: 'POST', may: owner(201) },
	{ route: '/api/grants/[grant]', act: 'DELETE', may: owner(204) },

	{ route: `${GIVEN}/recording`, act: 'GET', params: given, may: owner(200) },
	{ route: `${GIVEN}/recording`, act: 'HEAD', params: given, may: owner(200) },
	// the comment of A is a draft: it is nobody's but its reviewer's
	{ route: `${GIVEN}/recording`, act: 'GET', how: 'of a draft', may: {} },
	{
		...{ route: `${GIVEN}/recording`, act: 'GET', how: 'through a session of their own', may: {} },
		params: (things) => ({ ...given(things), session: things.theirSession })
	},
	{
		...{ route: `${GIVEN}/replies`, act: 'POST', params: given, may: owner(201) },
		sends: () => ({ data: { text: 'I shall try that.' } })
	},
	{
		...{ route: REPLY, act: 'PATCH', params: own, may: owner(204) },
		sends: () => ({ data: { text: 'I have tried that.' } })
	},
	// a reply is its writer's to change
	{
		...{ route: REPLY, act: 'PATCH', how: "of the reviewer's", params: given, may: {} },
		sends: () => ({ data: { text: 'Nothing to say.' } })
	},
	{ route: `${REPLY}/recording`, act: 'PUT', params: own, may: owner(200), sends: spoken },
	{ route: `${REPLY}/recording`, act: 'GET', params: own, may: owner(200) },
	{ route: `${REPLY}/recording`, act: 'HEAD', params: own, may: owner(200) },
	{
		...{ route: `${GIVEN}/resolution`, act: 'PUT', params: given, may: owner(204) },
		sends: ({ retake }) => ({ data: { takeId: retake } })
	},
	{ route: `${GIVEN}/resolution`, act: 'DELETE', params: given, may: owner(204) },
	{ route: `${GIVEN}/thanks`, act: 'PUT', params: given, may: owner(204) },
	{ route: `${GIVEN}/thanks`, act: 'DELETE', params: given, may: owner(204) },
	{ route: `${SESSION}/reviews/[review]/thanks`, act: 'PUT', may: owner(204) },
	{ route: `${SESSION}/reviews/[review]/thanks`, act: 'DELETE', may: owner(204) },
	{ route: REPLY, act: 'DELETE', params: own, may: owner(204) },

	{ route: SELF, act: 'GET', params: byBank, may: owner(200) },
	{
		...{ route: `${SELF}/ratings/[criterion]`, act: 'PUT', params: byBank, may: owner(204) },
		sends: () => ({ data: { level: 3 } })
	},
	{
		...{ route: `${SELF}/ratings/[criterion]`, act: 'DELETE', may: owner(204) },
		params: ({ rubric }) => ({ rubric, criterion: 'first-thing' })
	},
	{ route: `${SELF}/submit`, act: 'POST', params: byBank, may: owner(204) },

	{ route: `${SESSION}/finish`, act: 'POST', params: spare, may: owner(204) },
	{ route: `${SESSION}/reopen`, act: 'POST', params: spare, may: owner(204) },
	{ route: SESSION, act: 'DELETE', params: spare, may: owner(204) }
];
