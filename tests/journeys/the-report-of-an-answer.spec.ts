import { regularBursts } from '../fixtures/speech-like.ts';
import { answerFor, beginInterview, finishInterview, secondsLeft, shareForReview } from './sit.ts';
import { expect, test } from './stage.ts';
import type { Page } from '@playwright/test';

/** Spoken over and over: 2.5 s of speech, 1.5 s of silence. */
const SPEECH_MS = 2500;
const PAUSE_MS = 1500;
const RECORD_MS = 14_000;

test.use({
	microphone: { bursts: regularBursts(3, SPEECH_MS, PAUSE_MS), lengthMs: 12_000 },
	environment: { VISION_MODEL: '' }
});

const report = (page: Page) => page.getByRole('region', { name: 'Delivery report' });

async function exported(page: Page) {
	const session = page.url().split('/').pop();
	const answer = await page.request.get(`/api/sessions/${session}/export`);
	const { session: kept } = (await answer.json()) as {
		session: { answers: { takes: { id: string; delivery: Delivery; star: object[] }[] }[] };
	};
	return kept.answers[0]!.takes[0]!;
}
interface Delivery {
	gaze: { lensShare: number | null; notMeasurable?: string; track: object[] } | null;
	pacing: {
		speechMs: number;
		pauses: { startMs: number; endMs: number }[];
		notMeasurable?: string;
		wordsPerMinute: object | null;
	} | null;
}

test('an answer is measured on the device, judged by the person first, and read off the page', async ({
	page,
	visitor
}) => {
	test.setTimeout(240_000);
	await beginInterview(page, /Introduction drill/);
	await answerFor(page, RECORD_MS);
	await finishInterview(page);

	await test.step('the own judgement comes before every number', async () => {
		await expect(report(page)).not.toContainText('Pauses');
		await expect(page.getByRole('slider', { name: 'Speech along the answer' })).toHaveCount(0);
		await report(page).getByRole('radio', { name: 'Good' }).check();
		await report(page).getByLabel('What I would change').fill('One result with a figure.');
		await report(page).getByRole('button', { name: 'Show the report' }).press('Enter');
		await expect(page.getByText('One result with a figure.')).toBeVisible();
		await expect(report(page).getByRole('heading', { name: 'Delivery report' })).toBeFocused();
	});

	await test.step('speech and pauses are those that were spoken', async () => {
		await expect(report(page)).toContainText('You spoke for', { timeout: 60_000 });
		await expect(report(page)).toContainText(/You made [3-5] pauses of 1 s or more/);
		const { delivery } = await exported(page);
		const pauses = delivery.pacing!.pauses.map(({ startMs, endMs }) => endMs - startMs);
		expect(pauses.length).toBeGreaterThanOrEqual(2);
		for (const ms of pauses) expect(Math.abs(ms - PAUSE_MS)).toBeLessThan(250);
		// 14 s of which 2.5 in 4 are speech
		expect(delivery.pacing!.speechMs).toBeGreaterThan(7000);
		expect(delivery.pacing!.speechMs).toBeLessThan(11_000);
	});

	await test.step('too little speech gives no pace, and no model no eye contact: each says why', async () => {
		await expect(report(page)).toContainText(/Pace\s*Not measurable: .*20 s/);
		await expect(report(page)).toContainText(/Eye contact\s*Not measurable: /);
		const { delivery } = await exported(page);
		expect(delivery.pacing).toMatchObject({ wordsPerMinute: null });
		expect(delivery.pacing!.notMeasurable).toContain('20 s');
		expect(delivery.gaze).toMatchObject({ lensShare: null, track: [] });
		expect(delivery.gaze!.notMeasurable).toContain('Eye contact is not available');
	});

	const strip = page.getByRole('slider', { name: 'Speech along the answer' });
	const currentS = () =>
		page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);

	await test.step('the strip seeks by click and by keyboard, and is a table too', async () => {
		const box = (await strip.boundingBox())!;
		await strip.click({ position: { x: box.width / 2, y: box.height / 2 } });
		await expect.poll(currentS).toBeGreaterThan(5);
		const middle = await currentS();
		await strip.press('ArrowRight');
		await expect.poll(currentS).toBeCloseTo(middle + 1, 0);
		await strip.press('Home');
		// half a millisecond inside the first picture, so that it is that one which is shown
		await expect.poll(currentS).toBeLessThan(0.001);
		await strip.press('PageUp');
		// to the next stretch, wherever in the loop the answer began
		await expect.poll(currentS).toBeGreaterThan(0.05);
		await page.getByText('The strips as a table').click();
		const rows = page.getByRole('region', { name: 'Moments of this answer' }).getByRole('row');
		expect(await rows.count()).toBeGreaterThanOrEqual(3);
		await rows.nth(2).getByRole('button').click();
		await expect.poll(currentS).toBeGreaterThan(4);
	});

	await test.step('typed words become captions, and can be taken back', async () => {
		await page.getByText('Transcript and captions').click();
		await page.getByRole('button', { name: 'Add a transcript' }).click();
		await page
			.getByRole('textbox', { name: 'What you said' })
			.fill('WEBVTT\n\n00:01.000 --> 00:03.000\nI am <b>from</b> Lagos & here.');
		await page.getByRole('button', { name: 'Save transcript' }).click();
		await expect(page.getByText('I am from Lagos & here.')).toBeVisible();
		const track = page.locator('video track[kind="captions"]');
		const captions = await page.request.get((await track.getAttribute('src'))!);
		expect(await captions.text()).toContain('I am from Lagos &amp; here.');
		await page.getByRole('button', { name: 'Delete transcript' }).click();
		await expect(page.getByRole('button', { name: 'Add a transcript' })).toBeVisible();
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(page.getByText('I am from Lagos & here.')).toBeVisible();
	});

	await test.step('the parts of the answer are ticked where they are heard', async () => {
		const list = page.locator('details', { has: page.getByText('STAR-L checklist') });
		// open from the start where the question asks for such an answer
		if ((await list.getAttribute('open')) === null) await list.locator('summary').click();
		await page.getByRole('button', { name: 'Tick Situation here' }).click();
		await expect(page.getByText(/Not heard yet: task, action, result, lesson/)).toBeVisible();
		expect((await exported(page)).star).toMatchObject([{ part: 'situation' }]);
	});

	await test.step('a reviewer sees strips and captions of what was granted, a stranger nothing', async () => {
		const link = await shareForReview(page, 'Dr. Mentor');
		const { id } = await exported(page);
		const mentor = await visitor();
		await mentor.goto(link);
		await expect(mentor.getByRole('slider', { name: 'Speech along the answer' })).toBeVisible();
		await expect(mentor.locator('video track[kind="captions"]')).toHaveCount(1);
		await expect(mentor.getByText('One result with a figure.')).toHaveCount(0);
		const put = (path: string, data: object) => mentor.request.put(path, { data });
		for (const refused of [
			await put(`/api/takes/${id}/delivery`, {}),
			await put(`/api/takes/${id}/transcript`, { text: 'mine' }),
			await put(`/api/takes/${id}/star/task`, { atMs: 0 }),
			await mentor.request.get(`/api/takes/${id}/captions`)
		]) {
			expect(refused.status()).toBe(404);
			expect(await refused.json()).toMatchObject({ code: 'not-found' });
		}
	});

	await test.step('everything is there again after a reload', async () => {
		await page.reload();
		await expect(report(page)).toContainText('You spoke for');
		await expect(strip).toBeVisible();
	});
});

test('a take that nobody measured is measured when its session is opened', async ({
	page,
	context
}) => {
	test.setTimeout(180_000);
	await beginInterview(page, /Introduction drill/);
	await page.getByRole('button', { name: 'Start answering' }).click();
	await expect(page.getByRole('timer', { name: 'Answer time left' })).toBeVisible();
	const startedAt = await secondsLeft(page);
	await expect
		.poll(async () => startedAt - (await secondsLeft(page)), { timeout: 20_000 })
		.toBeGreaterThanOrEqual(6);
	await page.close({ runBeforeUnload: false });
	const next = await context.newPage();
	await next.goto('/');
	await expect(next.getByText('Safe on the server.')).toBeVisible({ timeout: 30_000 });
	await next.getByRole('link', { name: 'Open its session' }).click();
	await report(next).getByRole('button', { name: 'Show the report' }).click();
	await expect(report(next)).toContainText('You spoke for', { timeout: 60_000 });
});
