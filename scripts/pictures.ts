/** Takes the pictures of the README from the built program, with the drawn test picture as the camera: `npm run pictures`. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { writeLabelledVideo } from '../tests/fixtures/labelled-video.ts';
import { BuiltApp, freePort } from '../tests/journeys/built-app.ts';
import { answerFor, finishInterview, shareForReview } from '../tests/journeys/sit.ts';
import { findBrowser } from './find-browser.ts';
import { QUIET_BROWSER } from './quiet-browser.ts';

const FOLDER = 'docs/pictures';
const VIEWPORT = { width: 1280, height: 800 };

const files = await mkdtemp(join(tmpdir(), 'vivavoce-pictures-'));
const camera = join(files, 'camera.mjpeg');
writeLabelledVideo(camera, { seconds: 20 });
const app = new BuiltApp({ folder: join(files, 'data'), port: await freePort() });
await app.start();
const browser = await chromium.launch({
	executablePath: findBrowser() ?? undefined,
	args: [
		...QUIET_BROWSER,
		'--use-fake-ui-for-media-stream',
		'--use-fake-device-for-media-stream',
		`--use-file-for-fake-video-capture=${camera}`
	]
});
try {
	await mkdir(FOLDER, { recursive: true });
	const context = await browser.newContext({ baseURL: app.origin, viewport: VIEWPORT });
	const page = await context.newPage();
	await interview(page);
	const link = await shareForReview(page, 'Dr. Amal Haddad');
	await review(await (await browser.newContext({ viewport: VIEWPORT })).newPage(), link);
	await page.reload();
	await page.getByText('The first sentence').waitFor();
	await showsPicture(page);
	await page.screenshot({ path: join(FOLDER, 'session.png') });
} finally {
	await browser.close();
	await app.stop();
	await rm(files, { recursive: true, force: true });
}

async function interview(page: Page): Promise<void> {
	await page.goto('/practice?set=openers&question=tell-me-about-yourself');
	await page.getByRole('button', { name: 'Begin interview' }).click();
	await page.getByRole('button', { name: 'Start answering' }).waitFor();
	const answering = answerFor(page, 10_000);
	await page.getByText('MB sent').waitFor();
	await page.screenshot({ path: join(FOLDER, 'interview.png') });
	await answering;
	await finishInterview(page);
}

async function review(page: Page, link: string): Promise<void> {
	await page.goto(link);
	const video = page.locator('video');
	for (const [second, text] of [
		[2, 'The first sentence already answers the question. Keep it.'],
		[6, 'Here the place stays vague. Name the hospital and what you learned there.']
	] as const) {
		await video.evaluate((each: HTMLVideoElement, toS) => (each.currentTime = toS), second);
		const box = page.getByRole('textbox', { name: 'Comment at this moment' });
		await box.fill(text);
		await box.press('Enter');
		await page.getByRole('list', { name: 'Comments' }).getByText(text).waitFor();
	}
	for (const criterion of await page.getByRole('radiogroup').all()) {
		await criterion.getByRole('radio').nth(3).check();
	}
	await page.getByRole('textbox', { name: 'Keep' }).fill('The calm start and the clear reason.');
	await page.getByRole('textbox', { name: 'Change' }).fill('One concrete case instead of three.');
	await page.getByRole('textbox', { name: 'Try next' }).fill('End on what you seek in a program.');
	await page.evaluate(() => scrollTo(0, 0));
	await showsPicture(page);
	await page.screenshot({ path: join(FOLDER, 'review.png') });
	await page.getByRole('button', { name: 'Submit review' }).click();
	await page
		.getByText(/thank you/i)
		.first()
		.waitFor();
	await page.close();
}

/** The browser shows a turning wheel over a video until it can be played. */
async function showsPicture(page: Page): Promise<void> {
	await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 3);
}
