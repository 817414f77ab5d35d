/**
 * The camera or the microphone of the check, each opened by itself: whoever has no microphone can still check the camera,
 * and the other way round.
 */
import { CameraClosed, closeCamera, watchDevices } from '../recording/camera.browser.ts';
import { devices } from '../recording/device-choice.svelte.ts';
import { troubleOf, type DeviceTrouble } from '../recording/device-trouble.ts';
import { constraintsFor } from '../recording/devices.ts';
import { chooseQuality } from '../recording/quality.ts';

export type FeedKind = 'camera' | 'microphone';

export class Feed {
	stream = $state.raw<MediaStream>();
	trouble = $state<DeviceTrouble>();
	busy = $state(false);
	/** Was turned on by the person: it may open again by itself where it is needed. */
	wanted = false;
	#stopWatching = (): void => undefined;
	/** Counts openings and closings: what an earlier one brings is not wanted any more. */
	#turn = 0;

	constructor(readonly kind: FeedKind) {}

	/** Opens the chosen one, or tells by `trouble` what is in the way. Never rejects. */
	async open(): Promise<void> {
		this.close();
		const turn = ++this.#turn;
		this.busy = this.wanted = true;
		try {
			const stream = await ask(this.kind);
			if (turn !== this.#turn) return closeCamera(stream);
			this.stream = stream;
			this.trouble = undefined;
			this.#stopWatching = watchDevices(stream, () => {
				this.close();
				this.trouble = this.kind === 'camera' ? 'lost-camera' : 'lost-microphone';
			});
			await devices.look();
		} catch (error) {
			if (turn === this.#turn)
				this.trouble = error instanceof CameraClosed ? error.trouble : 'unknown';
		} finally {
			if (turn === this.#turn) this.busy = false;
		}
	}

	close(): void {
		this.#turn++;
		this.busy = false;
		this.#stopWatching();
		this.#stopWatching = () => undefined;
		closeCamera(this.stream);
		this.stream = undefined;
	}
}

/** @throws {CameraClosed} */
async function ask(kind: FeedKind): Promise<MediaStream> {
	if (!window.isSecureContext) throw new CameraClosed('insecure');
	if (!navigator.mediaDevices?.getUserMedia) throw new CameraClosed('no-camera-access');
	// asked for as the recording will be, so that what is checked is what is recorded
	const { audio, video } = constraintsFor(
		{ ...devices.read(), kind: 'video' },
		chooseQuality(null)
	);
	const wanted: MediaStreamConstraints =
		kind === 'camera' ? { video: video ?? true } : { audio: audio ?? true };
	try {
		return await navigator.mediaDevices.getUserMedia(wanted);
	} catch (error) {
		throw new CameraClosed(troubleOf(error instanceof DOMException ? error.name : ''));
	}
}
