/**
 * Measures the takes of a sitting: eye contact and framing while a take is recorded, pacing from the recorded file
 * afterwards. It shows nothing, delays nothing and never throws: what cannot be measured is said in the report.
 */
import { scoreEyeContact } from '$lib/gaze/eye-contact';
import { eyeContact, type TakeGaze } from '$lib/gaze/eye-contact.svelte';
import { keptFraming } from '$lib/gaze/framing';
import { GAZE_VERSION, type GazeReport } from '$lib/gaze/report';
import { asKept, packTrack } from '$lib/gaze/track';
import type { Delivery } from '$lib/practice/delivery/measured';
import { measures } from '$lib/practice/delivery/measures.svelte';
import { outgoing } from '$lib/upload/outgoing.svelte';

const NOT_FOLLOWED = 'Your eyes were not followed while this take was recorded.';

export class Measuring {
	/** How to let go of the bytes of takes that are being recorded or wait to be analysed. */
	#holds: { takeId: string; letGo: () => void }[] = [];
	#recording: string | undefined;
	/** What was seen of the take that is stopping. */
	#seen: { takeId: string; take: TakeGaze } | undefined;

	/** A take is recorded from `stream`, since `startedAtMs` on the page's clock (`performance.now()`). */
	begin(stream: MediaStream, takeId: string, startedAtMs: number): void {
		try {
			this.#holds.push({ takeId, letGo: outgoing.hold(takeId) });
			this.#recording = takeId;
			eyeContact.beginTake(stream, startedAtMs);
		} catch {
			// the recording goes on; the report says that the eyes were not followed
		}
	}

	/** The take is told to stop: it may be seconds before it has, and what is seen from here on is not in it. */
	stop(takeId: string): void {
		if (this.#recording !== takeId) return;
		this.#recording = undefined;
		try {
			this.#seen = { takeId, take: eyeContact.endTake() };
		} catch {
			// the report says that the eyes were not followed
		}
	}

	/** The take has just ended; resolves when it was measured, which nobody needs to wait for. */
	async end(takeId: string): Promise<void> {
		try {
			this.stop(takeId);
			const seen = this.#seen;
			if (seen?.takeId === takeId) {
				this.#seen = undefined;
				await measures.keep(takeId, partsOf(seen.take));
			}
			await measures.analyse(takeId, () => outgoing.blobOf(takeId));
		} catch {
			// measured again from the server's copy when its session is opened
		} finally {
			for (const hold of this.#holds) if (hold.takeId === takeId) hold.letGo();
			this.#holds = this.#holds.filter((hold) => hold.takeId !== takeId);
		}
	}

	/** The sitting is over; what waits to be analysed still is. */
	dispose(): void {
		if (this.#recording) void this.end(this.#recording);
	}
}

/** What the report keeps of the eyes and the picture. */
function partsOf(take: TakeGaze): Partial<Delivery> {
	const { samples, calibration, movedShare, notMeasurable = NOT_FOLLOWED } = take;
	const framing = keptFraming(take.framing);
	if (samples.length === 0) {
		const gaze: GazeReport = {
			version: GAZE_VERSION,
			calibration,
			lensShare: null,
			lensShareSpeaking: null,
			margin: null,
			usableShare: 0,
			longestAwayMs: null,
			looksAway: null,
			notMeasurable
		};
		// with nothing followed, no face was looked for: the reason is the same
		return { gaze, framing: { ...framing, notMeasurable } };
	}
	const kept = asKept(samples);
	const gaze = scoreEyeContact(kept, { calibration, movedShare });
	return { gaze, framing, gazeTrack: packTrack(samples) };
}
