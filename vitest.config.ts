/**
 * The suffix of a test says where it runs: `*.test.ts` in Node, `*.browser.test.ts` in Chromium, `*.db.test.ts` in Node
 * on both databases. Journeys (`tests/journeys`) are Playwright's.
 */
import { playwright } from '@vitest/browser-playwright';
import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './scripts/find-browser.ts';
import { QUIET_BROWSER } from './scripts/quiet-browser.ts';
import app from './vite.config.ts';

const inBrowser = '**/*.browser.test.ts';
const onDatabase = '**/*.db.test.ts';
const tests = (pattern: string) => [`src/${pattern}`, `tests/${pattern}`, `scripts/${pattern}`];

export default defineConfig(
	mergeConfig(app, {
		test: {
			projects: [
				{
					extends: true,
					test: {
						name: 'unit',
						include: tests('**/*.test.ts'),
						exclude: [inBrowser, onDatabase],
						testTimeout: 20_000
					}
				},
				{
					extends: true,
					test: {
						name: 'browser',
						include: tests(inBrowser),
						// patience for a busy computer, never a measure
						testTimeout: 90_000,
						browser: {
							enabled: true,
							headless: true,
							screenshotFailures: false,
							instances: [{ browser: 'chromium' }],
							provider: playwright({
								launchOptions: {
									executablePath: findBrowser() ?? undefined,
									args: [
										...QUIET_BROWSER,
										'--use-fake-ui-for-media-stream',
										'--use-fake-device-for-media-stream'
									]
								}
							})
						}
					}
				},
				...(['pglite', 'postgres'] as const).map((engine) => ({
					extends: true,
					test: {
						name: engine,
						include: tests(onDatabase),
						globalSetup: `tests/database/${engine}.setup.ts`,
						testTimeout: 30_000,
						hookTimeout: 60_000
					}
				}))
			]
		}
	})
);
