/** A person's own set as a file: `?as=yaml` (the bank's format) or `?as=csv`. */
import { requireOwner } from '$lib/account/require-owner';
import { endpoint } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { writeCsv } from '$lib/question-bank/own/csv.server';
import { writeYaml } from '$lib/question-bank/own/yaml';
import { readOwnSet } from '$lib/question-bank/queries.server';
import type { RequestEvent } from './$types';

const KINDS = {
	yaml: { write: writeYaml, type: 'application/yaml; charset=utf-8' },
	csv: { write: writeCsv, type: 'text/csv; charset=utf-8' }
} as const;

export const GET = endpoint(async ({ locals, params, url }: RequestEvent) => {
	const owner = requireOwner(locals.person);
	const as = url.searchParams.get('as');
	if (as !== 'yaml' && as !== 'csv') {
		throw new Fault('bad-input', { field: 'as', message: 'as must be yaml or csv.' });
	}
	const set = await readOwnSet(locals.app.database.db, owner, params.set);
	const name = set.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'questions';
	return new Response(KINDS[as].write(set), {
		headers: {
			'content-type': KINDS[as].type,
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${as}`)}`,
			'cache-control': 'private, no-store'
		}
	});
});
