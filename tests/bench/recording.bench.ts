/** What recording is worth: to the person who records and, when the server takes many uploads at once, to its operator. */
import type { Bench } from '../../scripts/bench-rows.ts';
import { recordedFrames } from './gaze/browser.ts';
import { benchClient } from './recording/client.ts';
import { benchFirstRecording } from './recording/first-recording.ts';
import { ingest } from './recording/ingest.ts';

const bench: Bench = async () => [
	...(await benchFirstRecording()),
	...(await ingest()),
	...(await recordedFrames()),
	...(await benchClient())
];
export default bench;
