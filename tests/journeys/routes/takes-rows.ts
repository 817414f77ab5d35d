/** Recordings, what lies beside them, and how they arrive. */
import { randomUUID } from 'node:crypto';
import { all, open, owner, REVIEWING, type Row } from './row.ts';
import { PICTURE, uploadMetadata } from './sent.ts';
import type { Things } from './things.ts';

const withKey: NonNullable<Row['query']> = (_, by) => `?review=${by.key}`;
const TUS = { 'tus-resumable': '1.0.0' };
const spare = ({ spareTake }: Things) => ({ take: spareTake });

/** Whoever may watch a take may have these; the owner without a key, a reviewer with theirs. */
function watched(part: 'media' | 'chapters' | 'captions' | 'poster', acts: ('GET' | 'HEAD')[]) {
	const route = `/api/takes/[take]/${part}`;
	return acts.flatMap((act): Row[] => [
		{ route, act, may: owner(200) },
		{ route, act, how: 'with a key', query: withKey, may: all(REVIEWING, 200) },
		{
			...{ route, act, how: 'of an answer that was not shared', query: withKey, may: {} },
			params: ({ hiddenTake }) => ({ take: hiddenTake })
		}
	]);
}

export const TAKES_ROWS: Row[] = [
	...watched('media', ['GET', 'HEAD']),
	{
		...{ route: '/api/takes/[take]/media', act: 'GET', how: 'to be kept', may: {} },
		query: (_, by) => `?review=${by.key}&download=1`
	},
	...watched('chapters', ['GET']),
	...watched('captions', ['GET']),
	...watched('poster', ['GET', 'HEAD']),
	{
		...{ route: '/api/takes/[take]/poster', act: 'PUT', may: owner(204) },
		sends: () => ({ data: PICTURE, headers: { 'content-type': 'image/jpeg' } })
	},
	{ route: '/api/takes/[take]', act: 'GET', may: owner(200) },
	{
		// it has arrived whole already
		...{ route: '/api/takes/[take]', act: 'PATCH', may: owner(409) },
		sends: () => ({ data: { close: true } })
	},
	{
		...{ route: '/api/takes/[take]/delivery', act: 'PUT', may: owner(204) },
		sends: () => ({ data: { framing: null } })
	},
	{
		...{ route: '/api/takes/[take]/reflection', act: 'PUT', may: owner(204) },
		sends: ({ answer }) => ({ data: { answerId: answer, rating: 3, change: '' } })
	},
	{
		...{ route: '/api/takes/[take]/star/[part]', act: 'PUT', may: owner(204) },
		params: () => ({ part: 'situation' }),
		sends: () => ({ data: { atMs: 100 } })
	},
	{
		...{ route: '/api/takes/[take]/star/[part]', act: 'DELETE', may: owner(204) },
		params: () => ({ part: 'situation' })
	},
	{
		...{ route: '/api/takes/[take]/transcript', act: 'PUT', may: owner(200) },
		sends: () => ({ data: { text: 'I trained in two countries.' } })
	},
	// this server has no transcriber: there is nothing for anybody
	{ route: '/api/takes/[take]/transcript', act: 'POST', may: {} },
	{ route: '/api/takes/[take]/transcript', act: 'DELETE', params: spare, may: owner(204) },
	{ route: '/api/takes/[take]', act: 'DELETE', params: spare, may: owner(204) },
	// to its owner it is gone; to everybody else it never was
	{
		...{ route: '/api/takes/[take]', act: 'GET', how: 'when it was deleted', may: owner(410) },
		params: spare
	},
	{
		...{ route: '/api/uploads/[...path]', act: 'HEAD', how: 'of a take that was deleted' },
		...{ may: owner(410), refused: 403, sends: () => ({ headers: TUS }) },
		params: ({ spareTake }) => ({ path: `/${spareTake}` })
	},

	{
		...{ route: '/api/uploads/[...path]', act: 'OPTIONS', may: open(204) },
		params: () => ({ path: '' })
	},
	{
		...{ route: '/api/uploads/[...path]', act: 'POST', may: owner(201), refused: 403 },
		params: () => ({ path: '' }),
		sends: ({ answer }) => ({
			headers: {
				...TUS,
				'upload-length': '1000',
				'upload-metadata': uploadMetadata(randomUUID(), answer)
			}
		})
	},
	{
		...{ route: '/api/uploads/[...path]', act: 'POST', how: 'as a take that is there', may: {} },
		...{ refused: 403, params: () => ({ path: '' }) },
		sends: ({ arriving, theirAnswer }) => ({
			headers: {
				...TUS,
				'upload-length': '1000',
				'upload-metadata': uploadMetadata(arriving, theirAnswer)
			}
		})
	},
	{
		...{ route: '/api/uploads/[...path]', act: 'HEAD', may: owner(200), refused: 403 },
		params: ({ arriving }) => ({ path: `/${arriving}` }),
		sends: () => ({ headers: TUS })
	},
	{
		...{ route: '/api/uploads/[...path]', act: 'PATCH', may: owner(204), refused: 403 },
		params: ({ arriving }) => ({ path: `/${arriving}` }),
		sends: ({ recording }) => ({
			headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
			data: recording
		})
	},
	{
		...{ route: '/api/uploads/[...path]', act: 'DELETE', may: owner(204), refused: 403 },
		params: ({ spareArriving }) => ({ path: `/${spareArriving}` }),
		sends: () => ({ headers: TUS })
	}
];
