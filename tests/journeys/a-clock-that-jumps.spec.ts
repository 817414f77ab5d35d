/** The device's clock is moved while an answer is recorded: summer time, a wrong battery, a journey. */
import { beginInterview, finishInterview, secondsLeft } from './sit.ts';
import { expect, test } from './stage.ts';

const DRILL_LIMIT_S = 150;

for (const [way, hours] of [
	['forward', 1],
	['back', -1]
] as const) {
	test(`the clock jumps an hour ${way} in the middle of an answer: nothing is lost`, async ({
		page
	}) => {
		await page.addInitScript(() => {
			const now = Date.now.bind(Date);
			const moved = globalThis as unknown as { movedMs?: number };
			Date.now = () => now() + (moved.movedMs ?? 0);
		});
		const until = (seconds: number) =>
			expect
				.poll(() => secondsLeft(page), { timeout: 20_000, intervals: [200] })
				.toBeLessThanOrEqual(DRILL_LIMIT_S - seconds);
		await beginInterview(page, /Introduction drill/);
		await page.getByRole('button', { name: 'Start answering' }).click();
		await until(3);
		await page.evaluate((ms) => {
			(globalThis as unknown as { movedMs: number }).movedMs = ms;
		}, hours * 3_600_000);
		await until(6);
		await page.getByRole('button', { name: 'Finish answer' }).click();
		await expect(page.getByText('Safe on the server.')).toBeVisible({ timeout: 20_000 });
		await finishInterview(page);
		const durationS = await page
			.locator('video')
			.evaluate((video: HTMLVideoElement) => video.duration);
		expect(durationS).toBeGreaterThanOrEqual(5.5);
		expect(durationS).toBeLessThan(20);
	});
}
