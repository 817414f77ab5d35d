/**
 * What the routes are tried on: real things of one owner, reviewed by others, each made through the interface as a page
 * makes it. Spare ones are there to be deleted.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, type APIRequestContext } from '@playwright/test';
import { wholeRecording } from '../../fixtures/long-recording.ts';
import { handIn } from '../recorded-interview.ts';
import {
	CARD,
	formatForm,
	OWN_MARKERS,
	PASSWORD,
	PICTURE,
	rubricForm,
	SECRET,
	uploadMetadata,
	WORDS
} from './sent.ts';

/** Two of a kind, for two who may do it once each. */
export interface Spares {
	first: string;
	second: string;
}

/** Ids, unless their names say something else. */
export interface Things {
	email: string;
	/** Finished; its first answer is shared with reviewers, its second is not. */
	session: string;
	/** Being sat. */
	openSession: string;
	/** Finished, in no circle yet. */
	secondSession: string;
	spareSession: string;
	/** The stranger's. */
	theirSession: string;
	theirAnswer: string;
	answer: string;
	take: string;
	retake: string;
	spareTake: string;
	hiddenTake: string;
	/** Takes that are announced, and nothing of them is here. */
	arriving: string;
	spareArriving: string;
	/** In the draft of grant A. */
	comment: string;
	reply: string;
	marker: string;
	criterion: string;
	spareComments: Spares;
	spareReplies: Spares;
	spareMarkers: Spares;
	/** In a review that was submitted. */
	review: string;
	givenComment: string;
	givenReply: string;
	/** The owner's reply to it. */
	ownReply: string;
	/** A grant to change and to withdraw. */
	grant: string;
	/** The link of a grant whose passcode is `open sesame`. */
	lockedToken: string;
	rubric: string;
	format: string;
	set: string;
	question: string;
	program: string;
	card: string;
	notice: string;
	circle: string;
	circleLink: string;
	/** Of a circle that anybody may join. */
	openCircleLink: string;
	peer: string;
	peerSession: string;
	peerLink: string;
	sparePeers: Spares;
	recording: Buffer;
}

/** The requests of those who have cookies of their own. */
export interface People {
	owner: APIRequestContext;
	account: APIRequestContext;
	another: APIRequestContext;
	elsewhere: APIRequestContext;
	revoked: APIRequestContext;
	stranger: APIRequestContext;
	/** Has no account, and is not given one. */
	nobody: APIRequestContext;
}

/** What opens a review: `account` is the id of the grant that `link` opens too. */
export interface Keys {
	link: string;
	account: string;
	another: string;
	elsewhere: string;
	revoked: string;
}

export async function prepareThings(people: People): Promise<{ things: Things; keys: Keys }> {
	const { owner, account, stranger, nobody } = people;
	const email = `${randomUUID()}@example.org`;
	await signUp(owner, email);
	await signUp(account, `${randomUUID()}@example.org`);
	await signUp(stranger, `${randomUUID()}@example.org`);
	for (const guest of [people.another, people.elsewhere, people.revoked]) {
		await act(guest, '/reviews?/code', {}, 204);
	}
	const sessions = await recordSessions(people);
	const { session, answer, take } = sessions;

	const a = await share(owner, session, answer);
	const b = await share(owner, session, answer);
	const withdrawn = await share(owner, session, answer);
	const given = await share(owner, session, answer);
	const spare = await share(owner, session, answer);
	const locked = await share(owner, session, answer, { passcode: 'open sesame' });
	const elsewhere = await share(stranger, sessions.theirSession, sessions.theirAnswer);
	await ask(account, 'PUT', `/api/reviews/${a.token}/keep`);
	await ask(people.revoked, 'PUT', `/api/reviews/${withdrawn.token}/keep`);
	await ask(owner, 'DELETE', `/api/grants/${withdrawn.id}`);
	for (const token of [b.token, elsewhere.token]) {
		await ask(nobody, 'PUT', `/api/reviews/${token}`, WORDS);
	}
	const keys = {
		link: a.token,
		account: a.id,
		another: b.token,
		elsewhere: elsewhere.token,
		revoked: withdrawn.token
	};
	const recording = await readFile('tests/fixtures/recording.webm');
	const things = {
		...{ email, recording, ...sessions },
		...(await draftReview(nobody, a.token, take, recording)),
		...(await giveReview(people, given.token, sessions, recording)),
		...{ grant: spare.id, lockedToken: locked.token },
		...(await keepOwn(owner)),
		...(await shareWithPeer(people, session))
	};
	const notice = find(await pageOf(owner, '/reviews'), /name="notice" value="([0-9a-f-]{36})"/);
	return { things: { ...things, notice }, keys };
}

async function recordSessions({ owner, stranger }: People) {
	const recording = await wholeRecording({ seconds: 2 });
	const main = await begin(owner);
	const [answer = '', hiddenAnswer = ''] = main.answers;
	const take = await handIn(owner, answer, recording);
	const retake = await handIn(owner, answer, recording);
	const spareTake = await handIn(owner, answer, recording);
	const hiddenTake = await handIn(owner, hiddenAnswer, recording);
	const [arriving, spareArriving] = [randomUUID(), randomUUID()];
	const length = String((await readFile('tests/fixtures/recording.webm')).length);
	for (const id of [arriving, spareArriving]) {
		const announced = await owner.post('/api/uploads', {
			headers: {
				'tus-resumable': '1.0.0',
				'upload-length': length,
				'upload-metadata': uploadMetadata(id, answer)
			}
		});
		expect(announced.status()).toBe(201);
	}
	const second = await begin(owner);
	await handIn(owner, second.answers[0] ?? '', recording);
	const theirs = await begin(stranger);
	const [theirAnswer = ''] = theirs.answers;
	await handIn(stranger, theirAnswer, recording);
	for (const id of [take, retake, spareTake, hiddenTake]) await untilReady(owner, id);
	await ask(owner, 'PUT', `/api/takes/${take}/transcript`, { text: 'I trained in two countries.' });
	for (const id of [take, hiddenTake]) {
		const headers = { 'content-type': 'image/jpeg' };
		const kept = await owner.put(`/api/takes/${id}/poster`, { headers, data: PICTURE });
		expect(kept.status()).toBe(204);
	}
	await ask(owner, 'PATCH', `/api/sessions/${main.id}`, { note: `${SECRET} note` });
	for (const criterion of CRITERIA) {
		const at = `/api/sessions/${main.id}/self-review/general-interview/ratings/${criterion}`;
		await ask(owner, 'PUT', at, { level: 3 });
	}
	for (const { id } of [main, second]) await ask(owner, 'POST', `/api/sessions/${id}/finish`);
	return {
		...{ session: main.id, answer, take, retake, spareTake, hiddenTake, arriving, spareArriving },
		...{ secondSession: second.id, openSession: (await begin(owner)).id },
		...{ spareSession: (await begin(owner)).id, theirSession: theirs.id, theirAnswer }
	};
}

const CRITERIA = [
	...['answers-the-question', 'structure', 'evidence', 'self-awareness', 'connection']
];

/** A draft with a comment, its recording, a reply with one, a marker and a rating; complete, so that it can be handed in. */
async function draftReview(
	reviewer: APIRequestContext,
	token: string,
	take: string,
	recording: Buffer
) {
	const at = `/api/reviews/${token}`;
	const comment = async () => {
		return made(reviewer, `${at}/comments`, { takeId: take, atMs: 500, text: 'A clear opening.' });
	};
	const marker = () => made(reviewer, `${at}/markers`, { takeId: take, atMs: 500, kind: 'filler' });
	const main = await comment();
	const reply = () => made(reviewer, `${at}/comments/${main}/replies`, { text: 'Listen here.' });
	const own = await reply();
	await speak(reviewer, `${at}/comments/${main}/recording`, recording);
	await speak(reviewer, `${at}/comments/${main}/replies/${own}/recording`, recording);
	await ask(reviewer, 'PUT', at, WORDS);
	await ask(reviewer, 'PUT', `${at}/ratings/structure`, { level: 3 });
	return {
		...{ comment: main, reply: own, marker: await marker(), criterion: 'structure' },
		spareComments: { first: await comment(), second: await comment() },
		spareReplies: { first: await reply(), second: await reply() },
		spareMarkers: { first: await marker(), second: await marker() }
	};
}

/** A review that the owner has, with replies from both sides. */
async function giveReview(
	{ owner, nobody }: People,
	token: string,
	{ session, take }: { session: string; take: string },
	recording: Buffer
) {
	const at = `/api/reviews/${token}`;
	const comment = { takeId: take, atMs: 700, text: 'A good pause.' };
	const givenComment = await made(nobody, `${at}/comments`, comment);
	await speak(nobody, `${at}/comments/${givenComment}/recording`, recording);
	await ask(nobody, 'PUT', `${at}/ratings/structure`, { level: 4 });
	await ask(nobody, 'PUT', at, WORDS);
	await ask(nobody, 'POST', `${at}/submit`);
	const under = `/comments/${givenComment}/replies`;
	const givenReply = await made(nobody, `${at}${under}`, { text: 'Keep it.' });
	const ownReply = await made(owner, `/api/sessions/${session}${under}`, { text: 'I shall.' });
	await speak(owner, `/api/sessions/${session}${under}/${ownReply}/recording`, recording);
	const feedback = await (await owner.get(`/api/sessions/${session}/feedback`)).json();
	const reviews = feedback.reviews as { id: string; state: string }[];
	const review = reviews.find(({ state }) => state !== 'in-progress')?.id ?? '';
	return { givenComment, givenReply, ownReply, review };
}

/** What the owner wrote for themselves. */
async function keepOwn(owner: APIRequestContext) {
	const card = randomUUID();
	await ask(owner, 'PUT', `/api/readiness/${card}`, CARD);
	await ask(owner, 'PUT', '/api/marker-set', { kinds: OWN_MARKERS });
	await act(owner, '/rubrics/new', { form: rubricForm(`${SECRET} rubric`) });
	const format = await act(owner, '/practice/formats/new', formatForm(`${SECRET} format`));
	await act(owner, '/questions/own?/addSet', { title: `${SECRET} set`, purpose: '' }, 204);
	const set = find(await pageOf(owner, '/questions/own'), /own\/new\?set=([0-9a-f-]{36})/);
	await act(owner, '/questions/own/new', { set, text: `Why ${SECRET}?` });
	await act(owner, '/questions/programs/new', { program: `${SECRET} Hospital` });
	const question = '/questions/openers/tell-me-about-yourself';
	await act(owner, `${question}?/note`, { note: `${SECRET} first` }, 204);
	const firstUnder = async (page: string) =>
		find(await pageOf(owner, page), new RegExp(`${page}/([0-9a-f-]{36})`));
	return {
		...{ card, set, format: find(format, /format=([0-9a-f-]{36})/) },
		rubric: await firstUnder('/rubrics'),
		question: await firstUnder('/questions/own'),
		program: await firstUnder('/questions/programs')
	};
}

/** The owner and the account: a circle with a session in it, and peer interviews. */
async function shareWithPeer({ owner, account }: People, session: string) {
	const found = async (name: string) => {
		const form = { name, memberName: 'Dr. Owner', sees: 'all' };
		const circle = (await act(owner, '/reviews/circles', form)).split('/').at(-1) ?? '';
		const page = await pageOf(owner, `/reviews/circles/${circle}`);
		return { circle, link: find(page, /circles\/join\/([0-9A-Za-z._-]+)/) };
	};
	const meet = async () => {
		const { id: peerSession } = await begin(owner);
		const opened = await owner.post(`/api/sessions/${peerSession}/peer`);
		const { id: peer, link } = (await opened.json()) as { id: string; link: string };
		const peerLink = link.split('/').at(-1) ?? '';
		await act(account, `/practice/with/${peerLink}?/join`, {});
		return { peer, peerSession, peerLink };
	};
	const { circle, link: circleLink } = await found('Two of us');
	await act(account, `/reviews/circles/join/${circleLink}`, { memberName: 'Dr. Account' });
	await act(owner, `/reviews/circles/${circle}?/putIn`, { session }, 204);
	return {
		...{ circle, circleLink, openCircleLink: (await found('Come in')).link },
		...(await meet()),
		sparePeers: { first: (await meet()).peer, second: (await meet()).peer }
	};
}

async function signUp(request: APIRequestContext, email: string): Promise<void> {
	await act(request, '/account?/signUp', { name: 'Dr. Somebody', email, password: PASSWORD });
}

async function begin(request: APIRequestContext): Promise<{ id: string; answers: string[] }> {
	const to = await act(request, '/practice?/begin', { format: 'one-way', set: 'openers' });
	const id = to.split('/').at(-1) ?? '';
	const { session } = await (await request.get(`/api/sessions/${id}/export`)).json();
	return { id, answers: (session.answers as { id: string }[]).map((answer) => answer.id) };
}

async function untilReady(request: APIRequestContext, takeId: string): Promise<void> {
	const state = async () => (await (await request.get(`/api/takes/${takeId}`)).json()).state;
	await expect.poll(state, { timeout: 30_000 }).toBe('ready');
}

async function share(
	request: APIRequestContext,
	session: string,
	answer: string,
	more: object = {}
): Promise<{ id: string; token: string }> {
	const data = { reviewerName: 'Dr. Mentor', answerIds: [answer], ...more };
	const shared = await request.post(`/api/sessions/${session}/grants`, { data });
	expect(shared.status()).toBe(201);
	const { id, link } = (await shared.json()) as { id: string; link: string };
	return { id, token: link.split('/').at(-1) ?? '' };
}

async function ask(
	request: APIRequestContext,
	method: string,
	path: string,
	data?: object
): Promise<void> {
	const answer = await request.fetch(path, { method, ...(data && { data }) });
	expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
}

async function made(request: APIRequestContext, path: string, data: object): Promise<string> {
	const answer = await request.post(path, { data });
	expect(answer.status(), `POST ${path}: ${await answer.text()}`).toBe(201);
	return ((await answer.json()) as { id: string }).id;
}

async function speak(request: APIRequestContext, path: string, recording: Buffer): Promise<void> {
	const headers = { 'content-type': 'video/webm' };
	const answer = await request.put(path, { headers, data: recording });
	expect(answer.status(), `PUT ${path}: ${await answer.text()}`).toBe(200);
}

/** Sends a form as a page with its script does; resolves with where it leads. */
async function act(
	request: APIRequestContext,
	path: string,
	form: Record<string, string>,
	status = 303
): Promise<string> {
	const answer = await request.post(path, { form, headers: { accept: 'application/json' } });
	const said = (await answer.json()) as { status?: number; location?: string };
	expect(said.status, `${path}: ${JSON.stringify(said)}`).toBe(status);
	return said.location ?? '';
}

async function pageOf(request: APIRequestContext, path: string): Promise<string> {
	return (await request.get(path)).text();
}

function find(text: string, pattern: RegExp): string {
	const found = pattern.exec(text)?.[1];
	expect(found, `${pattern} in ${text.slice(0, 200)}`).toBeDefined();
	return found ?? '';
}
