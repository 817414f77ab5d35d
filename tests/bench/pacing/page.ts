/** What of the product the bench runs in a browser, built as the product is: its workers are one file each. */
import { analysePacing } from '../../../src/lib/pacing/analyse-file.browser.ts';
import { Analyser } from '../../../src/lib/pacing/analyser.ts';
import { openMeter } from '../../../src/lib/pacing/meter.browser.ts';

Object.assign(globalThis, { pacing: { Analyser, analysePacing, openMeter } });
