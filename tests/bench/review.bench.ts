/**
 * How smooth the review room is for a reviewer of a 30 minute session with 200 comments, beside the same page with ten
 * comments and, for moving in the recording, beside a bare video of the same file: all in one run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import type { Bench, BenchRow } from '../../scripts/bench-rows.ts';
import { findBrowser } from '../../scripts/find-browser.ts';
import { QUIET_BROWSER } from '../../scripts/quiet-browser.ts';
import { Device } from '../fixtures/device.ts';
import { wholeRecording } from '../fixtures/long-recording.ts';
import { median } from '../../src/lib/gaze/median.ts';
import { BuiltApp, freePort } from '../journeys/built-app.ts';
import { framesWhileScrolling, measureBareSeeks, measureSeek } from './review/page.ts';

const COMMENTS = 200;
const FEW = 10;
/** Six answers of five minutes. */
const ANSWER_S = 300;
const SEEKS = 20;
const SCROLL_MS = 5000;
/** 500 kbit/s: what a take of a slow line has. */
const BITS_PER_SECOND = 500_000;

const bench: Bench = async () => {
	const folder = await mkdtemp(join(tmpdir(), 'review-bench-'));
	const app = new BuiltApp({ folder: join(folder, 'data'), port: await freePort() });
	const browser = await chromium.launch({
		executablePath: findBrowser() ?? undefined,
		args: [...QUIET_BROWSER, '--mute-audio']
	});
	try {
		await app.start();
		const session = await recordSession(app.origin);
		const many = await openReview(browser, await comment(session, COMMENTS));
		const few = await openReview(browser, await comment(session, FEW));
		const rows: BenchRow[] = [];
		for (const [place, where] of PLACES) rows.push(await scrollRow(place, where, many, few));
		rows.push(...(await seekRows(many, session)));
		return rows;
	} finally {
		await browser.close();
		await app.stop();
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
};
export default bench;

interface Recorded {
	origin: string;
	device: Device;
	sessionId: string;
	takeIds: string[];
}

async function recordSession(origin: string): Promise<Recorded> {
	const device = new Device(origin);
	const { sessionId, answerIds } = await device.open();
	const bytes = await wholeRecording({ seconds: ANSWER_S, bitsPerSecond: BITS_PER_SECOND });
	const takeIds: string[] = [];
	for (const answerId of answerIds) {
		const sent = device.send(answerId, bytes, { requestBytes: 5_000_000 });
		await sent.done;
		await device.fetchReady(sent.takeId, 60_000);
		takeIds.push(sent.takeId);
	}
	await device.ask(`/api/sessions/${sessionId}/finish`, { method: 'POST' });
	return { origin, device, sessionId, takeIds };
}

/** A reviewer's link with `count` comments, spread over the whole session. */
async function comment({ origin, device, sessionId, takeIds }: Recorded, count: number) {
	const made = await device.ask(`/api/sessions/${sessionId}/grants`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ reviewerName: `Reviewer of ${count}` })
	});
	const { link } = (await made.json()) as { link: string };
	const token = link.split('/').at(-1) ?? '';
	for (let at = 0; at < count; at++) {
		const placeS = (at * takeIds.length * ANSWER_S) / count;
		const answer = await new Device(origin).ask(`/api/reviews/${token}/comments`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				takeId: takeIds[Math.floor(placeS / ANSWER_S)],
				atMs: Math.round((placeS % ANSWER_S) * 1000),
				text: `Comment ${at + 1}: say what you did, then what changed because of it, and stop there.`
			})
		});
		if (!answer.ok) throw new Error(`comment ${at + 1}: ${answer.status} ${await answer.text()}`);
	}
	return { link: new URL(link, origin).href, count };
}

async function openReview(browser: Browser, { link, count }: { link: string; count: number }) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.addInitScript('globalThis.__name = (it) => it');
	const page = await context.newPage();
	await page.goto(link);
	const entries = page.getByRole('list', { name: 'Comments' }).getByRole('listitem');
	await entries.nth(count - 1).waitFor({ state: 'attached' });
	await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
	return page;
}

const PLACES = [
	['the list of comments', 'ul[aria-label="Comments"]'],
	['the page', 'html']
] as const;

async function scrollRow(name: string, where: string, many: Page, few: Page): Promise<BenchRow> {
	const ours = await scrolled(many, where);
	const baseline = await scrolled(few, where);
	return {
		name: `${COMMENTS} comments on 30 min: frames a second while ${name} scrolls`,
		value: ours,
		unit: 'fps',
		goal: 'at least 58',
		holds: ours >= 58,
		baseline
	};
}

async function scrolled(page: Page, where: string): Promise<number> {
	await page.bringToFront();
	const fps = await page.evaluate(framesWhileScrolling, { where, ms: SCROLL_MS });
	return Math.round(fps * 10) / 10;
}

/** From the press on a comment until its picture is on the screen: within an answer, and across answers. */
async function seekRows(page: Page, { takeIds, origin }: Recorded): Promise<BenchRow[]> {
	await page.bringToFront();
	const took: number[] = [];
	for (let at = 0; at < SEEKS; at++) {
		const place = (at * 73 + 11) % COMMENTS;
		took.push(await page.evaluate(measureSeek, place));
	}
	const src = `${origin}/api/takes/${takeIds[0]}/media?review=${page.url().split('/').at(-1)}`;
	const bare = await page.evaluate(measureBareSeeks, { src, lengthS: ANSWER_S, count: SEEKS });
	const row = (which: string, of: (times: number[]) => number): BenchRow => {
		const value = Math.round(of(took));
		const name = `${COMMENTS} comments on 30 min: press on a comment to its picture, ${which} of ${SEEKS}`;
		const baseline = Math.round(of(bare));
		return { name, value, unit: 'ms', goal: 'under 200', holds: value < 200, baseline };
	};
	return [row('median', median), row('slowest', (times) => Math.max(...times))];
}
