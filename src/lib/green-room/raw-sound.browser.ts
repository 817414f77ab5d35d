/** Listens to the microphone as it is: what a browser takes out of a voice would hide the room from the check. */
import tapUrl from '../pacing/meter-tap.worker.ts?worker&url';
import { TAP } from '../pacing/meter-words.ts';

export interface RawSound {
	rateHz: number;
	context: AudioContext;
	/** All samples so far, one channel. */
	samples(): Float32Array<ArrayBuffer>;
	close(): void;
}

/**
 * Opens the microphone of `stream` once more without clean-up; where that is refused, the stream's own sound is taken.
 * @throws {Error} with a sentence when there is no microphone, or the browser gives no sound to pages
 */
export async function openRawSound(stream: MediaStream): Promise<RawSound> {
	const track = stream.getAudioTracks()[0];
	if (!track || track.readyState === 'ended') {
		throw new Error('No microphone is on. Turn it on, then check again.');
	}
	const raw = await openRaw(track);
	const context = new AudioContext();
	try {
		await context.audioWorklet.addModule(tapUrl);
		const tap = new AudioWorkletNode(context, TAP, { numberOfOutputs: 0 });
		const { port1, port2 } = new MessageChannel();
		const pieces: Float32Array[] = [];
		port1.onmessage = ({ data }: MessageEvent<Float32Array>) => pieces.push(data);
		tap.port.postMessage(port2, [port2]);
		context.createMediaStreamSource(raw).connect(tap);
		void context.resume();
		return {
			rateHz: context.sampleRate,
			context,
			samples: () => joined(pieces),
			close() {
				port1.close();
				release(raw, stream);
				void context.close().catch(() => undefined);
			}
		};
	} catch {
		release(raw, stream);
		void context.close().catch(() => undefined);
		throw new Error('This browser does not let a page listen. Check again, or go on.');
	}
}

async function openRaw(track: MediaStreamTrack): Promise<MediaStream> {
	const { deviceId } = track.getSettings();
	const asItIs = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
	try {
		if (!deviceId) return new MediaStream([track]);
		const audio = { deviceId: { exact: deviceId }, ...asItIs };
		return await navigator.mediaDevices.getUserMedia({ audio });
	} catch {
		return new MediaStream([track]);
	}
}

/** The stream that was lent stays its owner's. */
function release(raw: MediaStream, lent: MediaStream): void {
	const kept = new Set(lent.getTracks().map(({ id }) => id));
	for (const track of raw.getTracks()) if (!kept.has(track.id)) track.stop();
}

function joined(pieces: readonly Float32Array[]): Float32Array<ArrayBuffer> {
	const whole = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}
