/** The live meter of a microphone: how long somebody has spoken, how long they are silent, how loud, how fast. */
import type { Reading } from './live.ts';
import tapUrl from './meter-tap.worker.ts?worker&url';
import { type FromMeter, TAP, type ToMeter } from './meter-words.ts';
import MeterWorker from './meter.worker.ts?worker';
import type { PacingReport } from './report.ts';

/** How long the last report may take, in milliseconds. */
const PATIENCE_MS = 10_000;

export interface Meter {
	/**
	 * Ends it; gives the report of all that came through, null when it takes too long or was not asked for. A recording's
	 * own report is better.
	 */
	finish: () => Promise<PacingReport | null>;
	close: () => void;
}

/**
 * Follows the microphone of `stream`; `report` is called twice a second. The stream is left running. `isReported` asks for
 * a report at the end, which costs as much again as the readings.
 * @throws {Error} when the browser gives no sound to pages, or the stream has none
 */
export async function openMeter(
	stream: MediaStream,
	report: (reading: Reading) => void,
	{ isReported = false } = {}
): Promise<Meter> {
	const context = new AudioContext();
	try {
		await context.audioWorklet.addModule(tapUrl);
		const tap = new AudioWorkletNode(context, TAP, { numberOfOutputs: 0 });
		const worker = new MeterWorker();
		const { port1, port2 } = new MessageChannel();
		const { sampleRate: rateHz } = context;
		worker.postMessage({ rateHz, sound: port1, isReported } satisfies ToMeter, [port1]);
		tap.port.postMessage(port2, [port2]);
		context.createMediaStreamSource(stream).connect(tap);
		// never settles where sound must wait for a click
		void context.resume();
		worker.onmessage = ({ data }: MessageEvent<FromMeter>) => {
			if ('reading' in data) report(data.reading);
		};
		const close = () => {
			worker.terminate();
			void context.close().catch(() => undefined);
		};
		const finish = async () => (isReported ? reportOf(worker) : null);
		return { close, finish: () => finish().finally(close) };
	} catch (error) {
		void context.close();
		throw error;
	}
}

function reportOf(worker: Worker): Promise<PacingReport | null> {
	return new Promise((done) => {
		const timer = setTimeout(() => done(null), PATIENCE_MS);
		worker.addEventListener('message', ({ data }: MessageEvent<FromMeter>) => {
			if (!('report' in data)) return;
			clearTimeout(timer);
			done(data.report);
		});
		worker.postMessage('end' satisfies ToMeter);
	});
}
