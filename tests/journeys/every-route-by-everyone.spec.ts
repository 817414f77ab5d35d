/**
 * Every route, tried by everyone who might: only who may gets more than "there is nothing here". The table is in
 * routes/rows.ts.
 */
import type { APIRequestContext } from '@playwright/test';
import { ROLES, type Role, type Row, type Visitor } from './routes/row.ts';
import { OWN_ROWS } from './routes/own-rows.ts';
import { PAGES_ROWS } from './routes/pages-rows.ts';
import { REVIEWS_ROWS } from './routes/reviews-rows.ts';
import { SESSIONS_ROWS } from './routes/sessions-rows.ts';
import { TAKES_ROWS } from './routes/takes-rows.ts';
import { prepareThings, type Keys, type People } from './routes/things.ts';
import { tryRow } from './routes/try-row.ts';
import { expect, test } from './stage.ts';

test('every route answers only to who may use it', async ({ playwright, app }) => {
	test.setTimeout(240_000);
	const fresh = () => playwright.request.newContext({ baseURL: app.origin });
	const people: People = {
		...{ owner: await fresh(), account: await fresh(), another: await fresh() },
		...{ elsewhere: await fresh(), revoked: await fresh(), stranger: await fresh() },
		nobody: await fresh()
	};
	const { things, keys } = await test.step('prepare', () => prepareThings(people));
	const visitors = visitorsOf(people, keys, fresh);
	const tryAll = async (rows: readonly Row[]) => {
		for (const row of rows) await tryRow(row, visitors, things, app.origin);
	};

	await test.step('pages', () => tryAll(PAGES_ROWS));
	await test.step('recordings and what lies beside them', () => tryAll(TAKES_ROWS));
	await test.step('reading and writing a review', () => tryAll(REVIEWS_ROWS));

	await test.step('the list of links says who opened what', async () => {
		const listed = await people.owner.get(`/api/sessions/${things.session}/grants`);
		const { grants } = (await listed.json()) as { grants: { id: string; state: string }[] };
		// the page by the link and by the account, and its words by a device that never opened the page; playing the same
		// take again a moment later is the same opening
		const a = grants.find(({ id }) => id === keys.account);
		expect(a).toMatchObject({ openings: 3, plays: 1, state: 'active' });
		const withdrawn = grants.filter(({ state }) => state === 'revoked');
		expect(withdrawn).toMatchObject([{ openings: 0, plays: 0 }]);
	});

	await test.step('with a new link the old one opens nothing, nor what was kept from it', async () => {
		const renewed = await people.owner.post(`/api/grants/${keys.account}/link`);
		expect(renewed.status()).toBe(201);
		const media = (key: string) => `/api/takes/${things.take}/media?review=${key}`;
		expect((await people.nobody.get(media(keys.link))).status()).toBe(404);
		expect((await people.account.get(media(keys.account))).status()).toBe(404);
	});

	await test.step('what only the owner may', () => tryAll(SESSIONS_ROWS));
	await test.step('what belongs to a person', () => tryAll(OWN_ROWS));
	for (const request of Object.values(people)) await request.dispose();
});

function visitorsOf(
	people: People,
	keys: Keys,
	fresh: () => Promise<APIRequestContext>
): Visitor[] {
	const known = (request: APIRequestContext, key: string) => ({
		...{ key, request: () => Promise.resolve(request) }
	});
	const by: Record<Role, Omit<Visitor, 'role'>> = {
		owner: known(people.owner, keys.account),
		'granted by link': { key: keys.link, request: fresh },
		'granted by account': known(people.account, keys.account),
		'another reviewer': known(people.another, keys.another),
		'a reviewer elsewhere': known(people.elsewhere, keys.elsewhere),
		'revoked reviewer': known(people.revoked, keys.revoked),
		stranger: known(people.stranger, keys.account),
		anonymous: { key: 'A'.repeat(43), request: fresh }
	};
	return ROLES.map((role) => ({ role, ...by[role] }));
}
