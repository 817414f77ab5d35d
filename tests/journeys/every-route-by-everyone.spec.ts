/** Every route of the review room, tried by everyone who might: only who may gets more than "there is nothing here". */
import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { answerFor, beginInterview, finishInterview } from './sit.ts';
import { expect, test } from './stage.ts';

/** Who tries, and the key of a review that they hold. */
interface Visitor {
	request: APIRequestContext;
	key: string;
}
type Role =
	| 'owner'
	| 'granted by link'
	| 'granted by account'
	| 'another reviewer'
	| 'revoked reviewer'
	| 'stranger'
	| 'anonymous';

const NOTHING = 404;
const GRANTED: Role[] = ['granted by link', 'granted by account'];

async function sit(page: Page): Promise<{ sessionId: string; takeId: string }> {
	await beginInterview(page, /Introduction drill/);
	await answerFor(page, 3000);
	await finishInterview(page);
	const sessionId = page.url().split('/').at(-1)!;
	const media = await page
		.locator('video')
		.evaluate((video: HTMLVideoElement) => new URL(video.currentSrc).pathname);
	const takeId = media.split('/').at(-2)!;
	return { sessionId, takeId };
}

/** Of a page its heading: the rest names the visitor and a nonce that is never the same. */
const headingOr = (body: string) => /<h1[^>]*>[\s\S]*?<\/h1>/.exec(body)?.[0] ?? body;

async function share(page: Page, sessionId: string, more: object = {}) {
	const data = { reviewerName: 'Dr. Mentor', ...more };
	const made = await page.request.post(`/api/sessions/${sessionId}/grants`, { data });
	expect(made.status()).toBe(201);
	const { id, link } = (await made.json()) as { id: string; link: string };
	return { id, token: link.split('/').at(-1)! };
}

test('every route answers only to who may use it', async ({ page, visitor }) => {
	test.setTimeout(180_000);
	const { sessionId, takeId } = await sit(page);
	const other = await visitor();
	const theirs = await sit(other);

	const account = await visitor();
	await account.goto('/reviews');
	await account.getByRole('button', { name: 'Get a reviewer code' }).click();
	const reviewerCode = await account.getByTestId('reviewer-code').innerText();

	const byLink = await share(page, sessionId);
	const byAccount = await share(page, sessionId, { reviewerCode });
	const elsewhere = await share(other, theirs.sessionId);
	const revoked = await share(page, sessionId);
	expect((await page.request.delete(`/api/grants/${revoked.id}`)).status()).toBe(204);

	const fresh = async () => (await visitor()).request;
	const everyone: Record<Role, Visitor> = {
		owner: { request: page.request, key: byAccount.id },
		'granted by link': { request: await fresh(), key: byLink.token },
		'granted by account': { request: account.request, key: byAccount.id },
		'another reviewer': { request: other.request, key: elsewhere.token },
		'revoked reviewer': { request: await fresh(), key: revoked.token },
		stranger: { request: other.request, key: byAccount.id },
		anonymous: { request: await fresh(), key: 'A'.repeat(43) }
	};
	const roles = Object.keys(everyone) as Role[];

	/** Tries a route by all; `may` is who gets `status`, the others get nothing. */
	async function tryAll(
		method: string,
		pathOf: (by: Visitor) => string,
		{ may, status, data }: { may: Role[]; status: number; data?: object }
	) {
		const bodies = new Set<string>();
		for (const role of roles) {
			const by = everyone[role];
			const path = pathOf(by);
			const headers = { accept: 'application/json' };
			const answer = await by.request.fetch(path, { method, headers, ...(data && { data }) });
			const wanted = may.includes(role) ? status : NOTHING;
			expect(answer.status(), `${method} ${path} by ${role}: ${await answer.text()}`).toBe(wanted);
			if (wanted === NOTHING) bodies.add(headingOr(await answer.text()));
		}
		expect([...bodies], 'what is refused looks the same to everyone').toHaveLength(
			may.length === roles.length ? 0 : 1
		);
	}

	await test.step('recordings and what lies beside them', async () => {
		for (const part of ['media', 'chapters']) {
			const withKey = (by: Visitor) => `/api/takes/${takeId}/${part}?review=${by.key}`;
			await tryAll('GET', withKey, { may: GRANTED, status: 200 });
			const bare = () => `/api/takes/${takeId}/${part}`;
			await tryAll('GET', bare, { may: ['owner'], status: 200 });
		}
		// no words were typed, so there are no captions for anybody
		const captions = (by: Visitor) => `/api/takes/${takeId}/captions?review=${by.key}`;
		await tryAll('GET', captions, { may: [], status: 200 });
		const saved = (by: Visitor) => `/api/takes/${takeId}/media?review=${by.key}&download=1`;
		await tryAll('GET', saved, { may: [], status: 200 });
		await tryAll('GET', () => `/api/takes/${takeId}/media?download=1`, {
			may: ['owner'],
			status: 200
		});
	});

	await test.step('reading and writing a review', async () => {
		const mine: Role[] = [...GRANTED, 'another reviewer'];
		const at =
			(rest = '') =>
			(by: Visitor) =>
				`/api/reviews/${by.key}${rest}`;
		await tryAll('GET', at(), { may: mine, status: 200 });
		await tryAll('GET', at('/access'), { may: mine, status: 200 });
		await tryAll('PUT', at(), { may: mine, status: 204, data: { keep: 'The opening.' } });
		const comment = () => ({ id: randomUUID(), takeId, atMs: 500, text: 'Good.' });
		for (const role of roles) {
			const { request, key } = everyone[role];
			const answer = await request.post(`/api/reviews/${key}/comments`, { data: comment() });
			expect(answer.status(), role).toBe(GRANTED.includes(role) ? 201 : NOTHING);
		}
		const page404 = (by: Visitor) => `/review/${by.key}`;
		await tryAll('GET', page404, { may: mine, status: 200 });
	});

	await test.step('what only the owner may', async () => {
		const owner: Role[] = ['owner'];
		const grants = () => `/api/sessions/${sessionId}/grants`;
		const link = () => `/api/grants/${byLink.id}`;
		await tryAll('GET', grants, { may: owner, status: 200 });
		await tryAll('POST', grants, { may: owner, status: 201, data: { reviewerName: 'More' } });
		await tryAll('GET', link, { may: owner, status: 200 });
		await tryAll('PATCH', link, { may: owner, status: 204, data: { canDownload: true } });
		await tryAll('GET', () => `/api/sessions/${sessionId}/export`, { may: owner, status: 200 });
		await tryAll('GET', () => `/sessions/${sessionId}`, { may: owner, status: 200 });
		await tryAll('POST', () => `/api/grants/${byAccount.id}/link`, { may: owner, status: 201 });
		// the link of the account is new, and the account goes on without it
		await tryAll('GET', (by) => `/api/reviews/${by.key}`, {
			may: [...GRANTED, 'another reviewer'],
			status: 200
		});
		await tryAll('DELETE', link, { may: owner, status: 204 });
	});

	await test.step('after it was withdrawn there is nothing, and the other account goes on', async () => {
		await tryAll('GET', (by) => `/api/takes/${takeId}/media?review=${by.key}`, {
			may: ['granted by account'],
			status: 200
		});
	});

	await test.step('the list of links says who opened what', async () => {
		const { grants } = (await (
			await page.request.get(`/api/sessions/${sessionId}/grants`)
		).json()) as { grants: { id: string; openings: number; plays: number; state: string }[] };
		const of = (id: string) => grants.find((each) => each.id === id);
		// the chapters that were read without the page, and then the page
		expect(of(byLink.id)).toMatchObject({ openings: 2, plays: 1, state: 'revoked' });
		expect(of(byAccount.id)).toMatchObject({ openings: 2, plays: 1, state: 'active' });
		expect(of(revoked.id)).toMatchObject({ openings: 0, plays: 0 });
	});
});
