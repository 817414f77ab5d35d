import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { encodeBlocks } from '../fixtures/blocky-jpeg.ts';
import { findVisionModel } from '../fixtures/vision-model.ts';
import { answerFor, beginInterview, finishInterview } from './sit.ts';
import { expect, test } from './stage.ts';

const model = findVisionModel();
/** What a camera behind tape sees: nearly black, everywhere the same. */
const tape = join(mkdtempSync(join(tmpdir(), 'vivavoce-tape-')), 'tape.mjpeg');
const [columns, rows] = [80, 45];
const black = encodeBlocks(new Uint8Array(columns * rows * 3).fill(9), columns, rows);
writeFileSync(tape, Buffer.concat(Array.from({ length: 60 }, () => black)));

test.use({ camera: { file: tape }, environment: model ? { VISION_MODEL: model } : {} });

test('with the camera covered the page says so, and the interview goes on', async ({ page }) => {
	test.skip(!model, 'The vision model is not on this computer; see "Eye contact" in the README.');
	test.setTimeout(120_000);
	await page.goto('/practice');
	const section = page.getByRole('region', { name: 'Eye contact' });
	// on a busy computer the button is there some seconds before what it does
	await expect(async () => {
		await page.getByRole('button', { name: 'Check camera and microphone' }).click();
		await expect(section).not.toContainText('Check the camera first', { timeout: 3000 });
	}).toPass();
	await expect(section).toContainText('Is the lens covered', { timeout: 60_000 });
	await section.getByRole('button', { name: 'Set up eye contact' }).click();
	await page.getByRole('button', { name: 'Start', exact: true }).click();
	await expect(page.getByRole('alert')).toContainText(
		'Your eyes could not be seen for long enough',
		{
			timeout: 30_000
		}
	);
	await page.keyboard.press('Escape');
	await beginInterview(page, /Introduction drill/);
	await answerFor(page, 4000);
	await expect(page.getByText('not being checked just now: no face is seen')).toBeVisible({
		timeout: 30_000
	});
	await finishInterview(page);
});
