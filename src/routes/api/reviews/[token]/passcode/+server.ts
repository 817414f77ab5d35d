import { endpoint, readJson } from '$lib/platform/answer.server';
import { checkInput } from '$lib/platform/input';
import { PasscodeSchema } from '$lib/sharing/new-grant';
import { findGrant } from '$lib/sharing/queries.server';
import { visitorOf } from '../../../../grant-of.server';
import { provePasscodeOf } from '../../../../prove-passcode.server';
import type { RequestHandler } from './$types';

/** Proves the passcode of a review: `{ passcode }`. 204 with a cookie that opens it from then on. */
export const POST: RequestHandler = endpoint(async ({ locals, params, cookies, request }) => {
	// whether there is anything comes before what was sent
	await findGrant(locals.app.database.db, params.token, visitorOf({ locals, cookies }), new Date());
	const { passcode } = checkInput(PasscodeSchema, await readJson(request));
	await provePasscodeOf({ locals, cookies }, params.token, passcode);
	return new Response(null, { status: 204 });
});
