/** What pacing costs in Chromium, and whether live and recorded agree: 60 s of a voice through the fake microphone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { findBrowser } from '../../../scripts/find-browser.ts';
import { QUIET_BROWSER } from '../../../scripts/quiet-browser.ts';
import type { BenchRow } from '../../../scripts/bench-rows.ts';
import { makeVoice, regularPhrases } from '../../fixtures/voice.ts';
import { writeWav } from '../../fixtures/wav.ts';

const SECONDS = 60;
const PAGE = new URL('./page.html', import.meta.url).pathname;

interface Measured {
	costMs: number;
	syllables: number;
	pauseS: number;
	/** Of the length of the answer: the page's first recording, and the next one. */
	firstShare: number;
	analysisShare: number;
}

export async function browserRows(): Promise<BenchRow[]> {
	const folder = await mkdtemp(join(tmpdir(), 'pacing-bench-'));
	const wav = join(folder, 'voice.wav');
	const { samples, rateHz } = makeVoice({ phrases: regularPhrases(24, 4.2, 0.8), rateHz: 48_000 });
	writeWav(wav, samples, rateHz);
	const site = {
		configFile: false,
		logLevel: 'error',
		root: new URL('.', import.meta.url).pathname,
		worker: { format: 'es' },
		build: { outDir: join(folder, 'site'), rolldownOptions: { input: PAGE } },
		preview: { port: 0, host: '127.0.0.1' }
	} as const;
	await build(site);
	const server = await preview(site);
	const browser = await chromium.launch({
		executablePath: findBrowser() ?? undefined,
		args: [
			...QUIET_BROWSER,
			'--autoplay-policy=no-user-gesture-required',
			'--use-fake-ui-for-media-stream',
			'--use-fake-device-for-media-stream',
			`--use-file-for-fake-audio-capture=${wav}`
		]
	});
	try {
		const page = await browser.newPage();
		await page.goto(`${server.resolvedUrls?.local[0] ?? ''}page.html`);
		await page.waitForFunction('globalThis.pacing');
		return rowsOf((await page.evaluate(`(${measureInPage})(${SECONDS})`)) as Measured);
	} finally {
		await browser.close();
		await server.close();
		await rm(folder, { recursive: true });
	}
}

function rowsOf({ costMs, syllables, pauseS, firstShare, analysisShare }: Measured): BenchRow[] {
	const rows: [string, number, string, number][] = [
		['analyser in the browser, a second of sound at 48 kHz', costMs, 'ms', 10],
		['live against recorded, 60 s: syllables', syllables, '', 2],
		['live against recorded, 60 s: a pause, worst', pauseS, 's', 0.1],
		["analysis of a page's first recorded file, of its length", 100 * firstShare, '%', 2],
		['analysis of the next one, of its length', 100 * analysisShare, '%', 2]
	];
	return rows.map(([name, measured, unit, most]) => {
		const value = Math.round(measured * 100) / 100;
		return { name, value, unit, goal: `at most ${most}`, holds: value <= most };
	});
}

/** Runs in the page, as text. */
const measureInPage = `async (seconds) => {
	const { Analyser, openMeter, analysePacing } = globalThis.pacing;
	const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
	const stream = await navigator.mediaDevices.getUserMedia({ audio });
	const meter = await openMeter(stream, () => undefined, { isReported: true });
	const recorder = new MediaRecorder(stream, { mimeType: 'audio/webm;codecs=opus' });
	const parts = [];
	recorder.ondataavailable = (event) => parts.push(event.data);
	recorder.start(1000);
	await new Promise((done) => setTimeout(done, seconds * 1000));
	const stopped = new Promise((done) => (recorder.onstop = done));
	recorder.stop();
	await stopped;
	const live = await meter.finish();
	const recording = new Blob(parts, { type: 'audio/webm' });
	const share = async () => {
		const from = performance.now();
		await analysePacing(recording);
		return (performance.now() - from) / (seconds * 1000);
	};
	const firstShare = await share();
	const analysisShare = await share();
	const kept = await analysePacing(recording);
	const lengths = (report) => report.pauses.map(({ startMs, endMs }) => endMs - startMs);
	// the first and the last may be cut by the recording's own ends
	const [a, b] = [lengths(live), lengths(kept)];
	const shift = a.length === b.length ? 0 : [-1, 0, 1].sort((x, y) => apart(x) - apart(y))[0];
	function apart(by) {
		const pairs = b.flatMap((length, at) => (a[at + by] === undefined ? [] : [Math.abs(length - a[at + by])]));
		return Math.max(...pairs);
	}
	const sound = Float32Array.from({ length: 48000 * 30 }, (_, at) =>
		Math.sin(at / 50) * Math.sin(at / 4000) * 0.2 * (at % 240000 < 190000 ? 1 : 0.001));
	let costMs = Infinity;
	for (let round = 0; round < 3; round++) {
		const began = performance.now();
		const analyser = new Analyser(48000);
		for (let at = 0; at < sound.length; at += 2048) analyser.push([sound.subarray(at, at + 2048)]);
		await analyser.end();
		costMs = Math.min(costMs, (performance.now() - began) / 30);
	}
	return { costMs, syllables: Math.abs(live.syllables - kept.syllables), pauseS: apart(shift) / 1000, firstShare, analysisShare };
}`;
