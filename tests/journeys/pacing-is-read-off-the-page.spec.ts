import type { Page } from '@playwright/test';
import { answerFor, beginInterview, finishInterview } from './sit.ts';
import { expect, test } from './stage.ts';

/** Spoken over and over: after each stretch of speech a short or a long pause, in milliseconds. */
const SHORT_MS = 1200;
const LONG_MS = 2400;
const SPEECH_MS = 3200;

test.use({
	microphone: {
		bursts: [
			{ startMs: SHORT_MS, endMs: SHORT_MS + SPEECH_MS },
			{ startMs: SHORT_MS + SPEECH_MS + LONG_MS, endMs: SHORT_MS + LONG_MS + 2 * SPEECH_MS }
		],
		lengthMs: SHORT_MS + LONG_MS + 2 * SPEECH_MS
	}
});

test('somebody speaks with known pauses and reads them off the page', async ({ page }) => {
	test.setTimeout(180_000);
	await beginInterview(page, /Introduction drill/);
	await answerFor(page, 32_000);
	await finishInterview(page);
	const report = page.getByRole('region', { name: 'Delivery report' });
	await report.getByRole('button', { name: 'Show the report' }).click();
	await expect(report).toContainText(/pauses? of 1 s or more/, { timeout: 60_000 });

	const pacing = await exportedPacing(page);
	expect(pacing.detector).toBe('energy');
	const lengths = pacing.pauses.map(({ startMs, endMs }) => endMs - startMs);
	expect(lengths.length).toBeGreaterThanOrEqual(5);
	// the loop may have begun with either pause; from then on they take turns
	const longFirst = (lengths[0] ?? 0) > (SHORT_MS + LONG_MS) / 2 ? 0 : 1;
	for (const [at, length] of lengths.entries()) {
		const truth = at % 2 === longFirst ? LONG_MS : SHORT_MS;
		expect(Math.abs(length - truth)).toBeLessThanOrEqual(100);
	}
	const long = lengths.filter((length) => length >= 2000).length;
	await expect(report).toContainText(`You made ${lengths.length} pauses of 1 s or more`);
	await expect(report).toContainText(`${long} of them 2 s or more`);
	await expect(report).toContainText('The longest lasted 2.4 s');
	expect(Math.abs((pacing.articulationRate ?? 0) - 4)).toBeLessThan(0.3);
});

interface Pacing {
	detector: string;
	pauses: { startMs: number; endMs: number }[];
	articulationRate: number | null;
}

async function exportedPacing(page: Page): Promise<Pacing> {
	const [session] = /[0-9a-f-]{36}$/.exec(new URL(page.url()).pathname) ?? [];
	const read = async () => {
		const answer = await page.request.get(`/api/sessions/${session}/export`);
		const whole = (await answer.json()) as Exported;
		return whole.session.answers[0]?.takes[0]?.delivery.pacing ?? null;
	};
	await expect.poll(read, { timeout: 30_000 }).not.toBeNull();
	return (await read()) as Pacing;
}

interface Exported {
	session: { answers: { takes: { delivery: { pacing: Pacing | null } }[] }[] };
}
