/**
 * What every journey stands on: the built app in a fresh data folder, a browser with a camera and a microphone that play
 * files, and three promises that no journey has to ask for: no error in the console, no exception in the page, no request
 * to another origin. Import `test` and `expect` from here.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/find-browser.ts';
import { QUIET_BROWSER } from '../../scripts/quiet-browser.ts';
import { writeLabelledVideo, type LabelledVideo } from '../fixtures/labelled-video.ts';
import { regularBursts, writeSpeechLike, type Burst } from '../fixtures/speech-like.ts';
import { BuiltApp, freePort } from './built-app.ts';
import { waitUntilStarted } from './started.ts';
import { watch, type Watch } from './watch.ts';

export { expect } from '@playwright/test';

/** Set with `test.use({ ... })` at the top of a file; each combination gets a browser of its own. */
export interface StageOptions {
	/** What the camera plays; `none`: there is no camera or microphone. */
	camera: LabelledVideo | { file: string } | 'none';
	/** What the microphone plays, over and over. */
	microphone: { bursts: Burst[]; lengthMs: number } | { file: string };
	/** What the person answers when the browser asks for camera and microphone. */
	consent: 'given' | 'refused';
	/** Settings of the server, e.g. `{ QUOTA_MB: '1' }`. */
	environment: Record<string, string>;
	/** More arguments for the browser. */
	browserArguments: string[];
}

interface StageWorkerFixtures extends StageOptions {
	/** The server; `kill()` and `start()` it to see what survives. */
	app: BuiltApp;
	files: string;
}

interface StageFixtures {
	/** A page in a browser profile of its own, as another person with another device has. */
	visitor: () => Promise<Page>;
	/** Allows an error in the console or the page that this journey provokes. */
	allowError: (pattern: RegExp) => void;
	watched: Watch;
}

export const test = base.extend<StageFixtures, StageWorkerFixtures>({
	camera: [{ seconds: 30 }, { option: true, scope: 'worker' }],
	microphone: [
		{ bursts: regularBursts(3, 2500, 1500), lengthMs: 13_500 },
		{ option: true, scope: 'worker' }
	],
	consent: ['given', { option: true, scope: 'worker' }],
	environment: [{}, { option: true, scope: 'worker' }],
	browserArguments: [[], { option: true, scope: 'worker' }],

	files: [
		async ({}, use) => {
			const folder = await mkdtemp(join(tmpdir(), 'vivavoce-stage-'));
			await use(folder);
			await rm(folder, { recursive: true, force: true });
		},
		{ scope: 'worker' }
	],

	app: [
		async ({ files, environment }, use) => {
			const app = new BuiltApp({
				folder: join(files, 'data'),
				port: await freePort(),
				environment
			});
			await app.start();
			await use(app);
			await app.stop();
		},
		{ scope: 'worker', timeout: 120_000 }
	],

	launchOptions: [
		async ({ files, camera, microphone, consent, browserArguments }, use) => {
			const args = [
				...QUIET_BROWSER,
				'--autoplay-policy=no-user-gesture-required',
				`--use-fake-ui-for-media-stream${consent === 'refused' ? '=deny' : ''}`,
				...cameraArguments(files, camera),
				`--use-file-for-fake-audio-capture=${microphoneFile(files, microphone)}`,
				...browserArguments
			];
			await use({ executablePath: findBrowser() ?? undefined, args });
		},
		{ scope: 'worker', timeout: 60_000 }
	],

	baseURL: async ({ app }, use) => use(app.origin),

	watched: async ({ app }, use) => {
		const watched = watch(app.origin);
		await use(watched);
		watched.check();
	},

	allowError: async ({ watched }, use) => use((pattern) => watched.allow(pattern)),

	context: async ({ context, watched }, use) => {
		watched.add(context);
		context.on('page', waitUntilStarted);
		await use(context);
	},

	visitor: async ({ browser, baseURL, watched }, use) => {
		const contexts: BrowserContext[] = [];
		await use(async () => {
			const context = await browser.newContext({ baseURL });
			contexts.push(context);
			watched.add(context);
			context.on('page', waitUntilStarted);
			return context.newPage();
		});
		for (const context of contexts) await context.close();
	}
});

function cameraArguments(files: string, camera: StageOptions['camera']): string[] {
	if (camera === 'none') return ['--use-fake-device-for-media-stream=device-count=0'];
	let file = join(files, 'camera.mjpeg');
	if ('file' in camera) file = camera.file;
	else writeLabelledVideo(file, camera);
	return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

function microphoneFile(files: string, microphone: StageOptions['microphone']): string {
	if ('file' in microphone) return microphone.file;
	const file = join(files, 'microphone.wav');
	writeSpeechLike(file, microphone.bursts, microphone.lengthMs);
	return file;
}
