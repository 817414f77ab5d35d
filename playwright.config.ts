import { defineConfig } from '@playwright/test';

/**
 * Journeys that measure: the frames that were recorded, moments to the tenth of a second, what a killed browser loses.
 * Recording, encoding and decoding share the processor with everything else, so these run one at a time.
 */
const ALONE = [
	'a-killed-browser',
	'eye-contact-covered-camera',
	'eye-contact-is-true',
	'first-interview-end-to-end',
	'pacing-is-read-off-the-page',
	'the-camera-plays-the-labelled-video'
].map((name) => `**/${name}.spec.ts`);

const chromium = { browserName: 'chromium' } as const;

/** Journeys run against the build (`npm run build`), which tests/journeys/stage.ts starts. */
export default defineConfig({
	testDir: 'tests/journeys',
	outputDir: 'test-results',
	workers: 2,
	retries: 0,
	timeout: 150_000,
	expect: { timeout: 20_000 },
	reporter: 'list',
	// no traces: filming the page costs the recording under test frames
	use: { trace: 'off', screenshot: 'only-on-failure' },
	projects: [
		{ name: 'alone', testMatch: ALONE, workers: 1, use: chromium },
		{ name: 'in-pairs', testIgnore: ALONE, use: chromium }
	]
});
