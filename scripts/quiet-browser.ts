/**
 * What every test and bench tells Chromium. Its address bar is drawn by two pages of their own, which take 2 s of the
 * processor for each new window: switched off, ten windows cost 11 s instead of 35, and recordings get the difference.
 */
const OFF = [
	'WebUIOmniboxPopup',
	'WebUIOmniboxAimPopup',
	// Playwright 1.65.1's own: the last `--disable-features` is the only one that counts
	'AvoidUnnecessaryBeforeUnloadCheckSync',
	'DestroyProfileOnBrowserClose',
	'HttpsUpgrades',
	'HttpsFirstBalancedModeAutoEnable',
	'LensOverlay',
	'MediaRouter',
	'PaintHolding',
	'ThirdPartyStoragePartitioning',
	'AvoidCorsURLLoaderRestartOnRedirect',
	'OptimizationHints',
	'NetworkTimeServiceQuerying',
	'AimEnabled',
	'PreconnectToSearch'
];

/** The argument that switches features off: those that every test does without, and `more`. */
export function featuresOff(...more: string[]): string {
	return `--disable-features=${[...OFF, ...more].join(',')}`;
}

/** Arguments of Chromium: no card for graphics, nothing in the background, no page of its own that nobody sees. */
export const QUIET_BROWSER: readonly string[] = [
	'--disable-gpu',
	'--disable-background-networking',
	featuresOff()
];
