import { defineConfig } from '@playwright/test';

/** Journeys run against the build (`npm run build`), which tests/journeys/stage.ts starts. */
export default defineConfig({
	testDir: 'tests/journeys',
	outputDir: 'test-results',
	// One at a time: recording, encoding and decoding share the processor with everything else.
	workers: 1,
	retries: 0,
	timeout: 90_000,
	expect: { timeout: 10_000 },
	reporter: 'list',
	// no traces: filming the page costs the recording under test frames
	use: { trace: 'off', screenshot: 'only-on-failure' },
	projects: [{ name: 'chromium', use: { browserName: 'chromium' } }]
});
