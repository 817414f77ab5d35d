/** Measures the pacing of a recording on this device, in a worker, so that the page stays quick. */
import type { Answer, Order } from './analysis.worker.ts';
import AnalysisWorker from './analysis.worker.ts?worker';
import { pictureDurationMs } from './decode.browser.ts';
import { notMeasured } from './measure.ts';
import type { PacingReport } from './report.ts';

/** After this long a recording is given up: a damaged file can keep a reader busy for ever. In milliseconds. */
const PATIENCE_MS = 300_000;
/** Larger recordings are not decoded in one piece, which takes 23 MB a minute. In bytes: about 20 min. */
const LARGEST_WHOLE = 200_000_000;
/** How long a worker waits for the next recording, in milliseconds: longer than between two answers of an interview. */
const REST_MS = 300_000;
const UNREADABLE = 'This browser could not read the sound of the recording.';

export interface Recorded {
	/** Length of the picture in milliseconds; read from the recording when it is not given. */
	videoDurationMs?: number | undefined;
}

/** The pacing report of `recording`. Never rejects: what cannot be read is "not measurable", with the reason. */
export async function analysePacing(
	recording: Blob,
	{ videoDurationMs }: Recorded = {}
): Promise<PacingReport> {
	try {
		const first = await order({ recording, videoDurationMs });
		if ('report' in first) return first.report;
		const second = await order({
			...(await decodeWhole(recording)),
			videoDurationMs: videoDurationMs ?? (await pictureDurationMs(recording))
		});
		return 'report' in second ? second.report : notMeasured(UNREADABLE);
	} catch {
		return notMeasured(UNREADABLE);
	}
}

/** A worker that has nothing to do, and when it will be let go: starting one takes a sixth of a minute's analysis. */
let resting: { worker: Worker; timer: ReturnType<typeof setTimeout> } | undefined;

async function order(what: Order): Promise<Answer> {
	const worker = takeWorker();
	try {
		const answer = await answerOf(worker, what);
		rest(worker);
		return answer;
	} catch (caught) {
		worker.terminate();
		throw caught;
	}
}

function takeWorker(): Worker {
	if (!resting) return new AnalysisWorker();
	const { worker, timer } = resting;
	clearTimeout(timer);
	resting = undefined;
	return worker;
}

function rest(worker: Worker): void {
	if (resting) return worker.terminate();
	const timer = setTimeout(() => {
		resting = undefined;
		worker.terminate();
	}, REST_MS);
	resting = { worker, timer };
}

function answerOf(worker: Worker, what: Order): Promise<Answer> {
	return new Promise((done, fail) => {
		const timer = setTimeout(() => fail(new Error('the analysis took too long')), PATIENCE_MS);
		worker.onmessage = ({ data }: MessageEvent<Answer>) => {
			clearTimeout(timer);
			done(data);
		};
		worker.onerror = (event) => {
			clearTimeout(timer);
			fail(new Error(event.message));
		};
		worker.postMessage(what, 'channels' in what ? what.channels.map(({ buffer }) => buffer) : []);
	});
}

/** The way of browsers that cannot decode sound in a worker. @throws {Error} when they cannot decode it here either. */
async function decodeWhole(recording: Blob): Promise<{ channels: Float32Array[]; rateHz: number }> {
	if (recording.size > LARGEST_WHOLE) throw new Error('the recording is too long for this browser');
	const context = new OfflineAudioContext(1, 1, 48_000);
	const sound = await context.decodeAudioData(await recording.arrayBuffer());
	const channels = Array.from({ length: sound.numberOfChannels }, (_, at) =>
		sound.getChannelData(at).slice()
	);
	return { channels, rateHz: sound.sampleRate };
}
