import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeVoice, regularPhrases } from '../fixtures/voice.ts';
import { writeWav } from '../fixtures/wav.ts';
import { answerFor, beginInterview, finishInterview } from './sit.ts';
import { expect, test } from './stage.ts';

/** A voice 12 dB above the noise, with a pause of 2 s after each phrase, over and over. */
const PAUSE_S = 2;
const file = join(mkdtempSync(join(tmpdir(), 'vivavoce-noisy-')), 'noisy.wav');
const phrases = regularPhrases(3, 4.2, PAUSE_S);
const { samples, rateHz } = makeVoice({ phrases, rateHz: 48_000, snrDb: 12, leadS: 0, tailS: 0 });
writeWav(file, samples, rateHz);

test.use({ microphone: { file } });

test('in noise the detector of this server hears the pauses, and no pace is made up', async ({
	page
}) => {
	test.setTimeout(180_000);
	await beginInterview(page, /Introduction drill/);
	await answerFor(page, 30_000);
	await finishInterview(page);
	const [session] = /[0-9a-f-]{36}$/.exec(new URL(page.url()).pathname) ?? [];
	const read = async () => {
		const answer = await page.request.get(`/api/sessions/${session}/export`);
		const whole = (await answer.json()) as Exported;
		return whole.session.answers[0]?.takes[0]?.delivery.pacing ?? null;
	};
	await expect.poll(read, { timeout: 60_000 }).not.toBeNull();
	const pacing = (await read()) as Pacing;
	expect(pacing.detectorNote).toBeUndefined();
	expect(pacing.detector).toBe('silero');
	expect(pacing.wordsPerMinute).toBeNull();
	const long = pacing.pauses.filter(({ startMs, endMs }) => endMs - startMs >= 1000);
	expect(long.length).toBeGreaterThanOrEqual(4);
	for (const { startMs, endMs } of long) {
		expect(Math.abs(endMs - startMs - 1000 * PAUSE_S)).toBeLessThanOrEqual(200);
	}
});

interface Pacing {
	detector: string;
	detectorNote?: string;
	wordsPerMinute: object | null;
	pauses: { startMs: number; endMs: number }[];
}

interface Exported {
	session: { answers: { takes: { delivery: { pacing: Pacing | null } }[] }[] };
}
