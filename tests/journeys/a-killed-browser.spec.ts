/** What a person finds who opens the browser again after it was killed in the middle of an answer. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginInterview, secondsLeft } from './sit.ts';
import { expect, test } from './stage.ts';
import { KillableBrowser } from './killable-browser.ts';
import { tellRecorderStart } from './recorder-start.ts';

const ANSWER_S = 37;
const DRILL_LIMIT_S = 150;
/** The bar for a single run; the median of ten is measured by `npm run bench recording`. */
const MOST_LOST_MS = 1000;

let profile: string;
test.beforeEach(async () => {
	profile = await mkdtemp(join(tmpdir(), 'vivavoce-profile-'));
});
test.afterEach(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));

test('killed in the middle of an answer: the answer is offered on the first page, and is whole', async ({
	app,
	launchOptions
}) => {
	test.setTimeout(150_000);
	const media = (launchOptions.args ?? []).filter((each) => each.startsWith('--use-file'));
	const browser = new KillableBrowser(profile, media);
	try {
		const page = await browser.open(app.origin);
		const recorder = await tellRecorderStart(page);
		await beginInterview(page, /Introduction drill/);
		await page.getByRole('button', { name: 'Start answering' }).click();
		await expect
			.poll(() => secondsLeft(page), { timeout: (ANSWER_S + 20) * 1000, intervals: [100] })
			.toBeLessThanOrEqual(DRILL_LIMIT_S - ANSWER_S);
		const killedAtMs = await browser.kill();

		const next = await browser.open(app.origin);
		await next.goto('/');
		await expect(next.getByText(/Recover(ed)? your answer from .* \(3\d s\)/)).toBeVisible();
		await next.getByRole('button', { name: 'Play it here' }).click();
		const recovered = next.getByLabel('Your recovered answer');
		await expect.poll(() => recovered.evaluate(durationMs), { timeout: 20_000 }).toBeGreaterThan(0);
		const lostMs = killedAtMs - (await recorder.atMs) - (await recovered.evaluate(durationMs));
		expect(lostMs).toBeLessThanOrEqual(MOST_LOST_MS);

		await expect(next.getByText('Safe on the server.')).toBeVisible({ timeout: 30_000 });
		await next.getByRole('link', { name: 'Open its session' }).click();
		const video = next.locator('video').first();
		await expect(video).toBeVisible({ timeout: 30_000 });
		await expect.poll(() => video.evaluate(durationMs)).toBeGreaterThan((ANSWER_S - 1) * 1000);
	} finally {
		await browser.kill();
	}
});

function durationMs(video: HTMLVideoElement | SVGElement | HTMLElement): number {
	const { duration } = video as HTMLVideoElement;
	return Number.isFinite(duration) ? duration * 1000 : 0;
}
