/** A finished interview with a recording for every answer, made without sitting through it, and links to it. */
import { randomUUID } from 'node:crypto';
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { wholeRecording } from '../fixtures/long-recording.ts';
import { beginInterview } from './sit.ts';

export interface Recorded {
	sessionId: string;
	/** In the order of the questions. */
	answers: { id: string; question: string; takeId: string }[];
}

/** Begins an interview as a person does, then hands in one recording of `seconds` for each of its answers. */
export async function recordedInterview(
	page: Page,
	format: RegExp,
	seconds: number
): Promise<Recorded> {
	await beginInterview(page, format);
	const sessionId = page.url().split('/').at(-1) ?? '';
	await page.goto('/sessions');
	const { request } = page;
	const document = await (await request.get(`/api/sessions/${sessionId}/export`)).json();
	const recording = await wholeRecording({ seconds });
	const answers: Recorded['answers'] = [];
	for (const { id, question } of document.session.answers as { id: string; question: string }[]) {
		answers.push({ id, question, takeId: await handIn(request, id, recording) });
	}
	await request.post(`/api/sessions/${sessionId}/finish`);
	await expect
		.poll(() => statesOf(request, sessionId), { timeout: 30_000 })
		.toEqual(answers.map(() => true));
	return { sessionId, answers };
}

/** Sends one recording as a take of an answer; resolves with the take's id. */
export async function handIn(
	request: APIRequestContext,
	answerId: string,
	recording: Buffer
): Promise<string> {
	const takeId = randomUUID();
	const told = { takeId, answerId, mimeType: 'video/webm', recordedAt: new Date().toISOString() };
	const metadata = Object.entries(told)
		.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
		.join(',');
	const created = await request.post('/api/uploads', {
		headers: {
			'tus-resumable': '1.0.0',
			'upload-length': String(recording.length),
			'upload-metadata': metadata
		}
	});
	expect(created.status()).toBe(201);
	const sent = await request.patch(created.headers()['location'] ?? '', {
		headers: {
			'tus-resumable': '1.0.0',
			'upload-offset': '0',
			'content-type': 'application/offset+octet-stream'
		},
		data: recording
	});
	expect(sent.status()).toBe(204);
	return takeId;
}

/** For each answer: does the server have its length, which it learns when the recording is ready? */
async function statesOf(request: APIRequestContext, sessionId: string): Promise<boolean[]> {
	const { session } = await (await request.get(`/api/sessions/${sessionId}/export`)).json();
	return (session.answers as { takes: { durationMs: number | null }[] }[]).map(
		({ takes }) => (takes[0]?.durationMs ?? 0) > 0
	);
}

/** Makes a review link for some answers. */
export async function linkFor(
	request: APIRequestContext,
	sessionId: string,
	wanted: { reviewerName: string; answerIds?: string[]; askFor?: string }
): Promise<{ id: string; link: string }> {
	const made = await request.post(`/api/sessions/${sessionId}/grants`, { data: wanted });
	expect(made.status()).toBe(201);
	return (await made.json()) as { id: string; link: string };
}

/** Rates every criterion with this level, which must be one that asks for no moment. */
export async function rateAll(page: Page, level: 3 | 4): Promise<void> {
	for (const criterion of await page.getByRole('radiogroup').all()) {
		await criterion
			.getByRole('radio')
			.nth(level - 1)
			.check();
	}
}

/** Fills the three words and submits. */
export async function submitReview(page: Page, words: [string, string, string]): Promise<void> {
	await page.getByRole('textbox', { name: 'Keep' }).fill(words[0]);
	await page.getByRole('textbox', { name: 'Change' }).fill(words[1]);
	await page.getByRole('textbox', { name: 'Try next' }).fill(words[2]);
	await page.getByRole('button', { name: 'Submit review' }).click();
	await expect(page.getByText(/thank you/i).first()).toBeVisible();
}
