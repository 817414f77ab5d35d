/**
 * Eye contact on this page: whether it can be measured, how it is calibrated, what is seen now and during a take. One for
 * the whole page, so that what was warmed up in the check is warm in the interview. Nothing here throws or makes a
 * recording wait.
 */
import type { Calibration } from './calibration.ts';
import { cameraOf, keepCalibration, recallCalibration } from './kept-calibrations.browser.ts';
import { VISION_PATH, type VisionOffer } from './model-file.ts';
import type { CalibrationKind } from './report.ts';
import type { FramingReport } from './framing.ts';
import { PictureWatch } from './picture-watch.ts';
import type { GazeSample } from './track.ts';
import {
	CannotFollow,
	checkBrowser,
	openTracker,
	type LiveSample,
	type Tracker
} from './tracker.browser.ts';
import { padTo } from './take-track.ts';
import { GO_ON, mayRetry, sayNotSeen, WHY_NOT } from './why-not.ts';
import type { WhyNot } from './worker-words.ts';

/** What a take's delivery report is made of. */
export interface TakeGaze {
	/** From the take's beginning; empty when nothing was followed. */
	samples: GazeSample[];
	calibration: CalibrationKind;
	framing: FramingReport;
	/** Share of the followed time in which the person sat elsewhere than when they calibrated. */
	movedShare: number;
	/** Why nothing was followed, one sentence. */
	notMeasurable?: string;
}

/** After the last page that needs it, in milliseconds: going from the check to the interview takes less. */
const LINGER_MS = 8000;
const TOO_LATE = 'Finding your face was not ready when this answer began.';
/** A sample that fills a hole of the track stands for so much time in which nothing was looked at. */
const UNSEEN_MS = 100;
const NUDGE_KEY = 'vivavoce-lens-nudge';

/** `isCold`: nothing is ready to follow the eyes yet; `startedAtMs` on the clock of performance.now. */
interface RunningTake {
	picture: PictureWatch;
	stop: () => void;
	isCold: boolean;
	startedAtMs: number;
	/** Samples while the person sat elsewhere than when they calibrated, and all of them. */
	moved: number;
	seen: number;
	/** Of a take whose engine broke: what it had seen until then. */
	saved: GazeSample[] | null;
}

class EyeContact {
	phase = $state<'idle' | 'loading' | 'ready' | 'unavailable'>('idle');
	why = $state<WhyNot>();
	calibration = $state.raw<Calibration | null>(null);
	/** The person sits elsewhere than when they calibrated: ask them to do it again. */
	moved = $state(false);
	/** Nobody has been seen for some seconds: perhaps the lens is covered. */
	nobody = $state(false);
	/** Nothing is looked at for some seconds, so that the recording has the computer to itself. */
	rests = $state(false);
	/** What is seen now, while a stream is watched. */
	latest = $state.raw<LiveSample>();
	/** How the face sits in the picture over the last seconds, and the light on it. */
	picture = $state.raw<FramingReport>();
	/** Does the person want a sign near the lens when they look away for long? */
	nudge = $state(false);

	/** Why not, for the page; null while there is no reason. */
	readonly sentence = $derived(this.why ? `${WHY_NOT[this.why]} ${GO_ON}` : null);
	/** Why the next answer would have no eye contact as things are now; null while it would. */
	readonly notChecked = $derived(this.sentence ?? sayNotSeen(this));

	#opening: Promise<Tracker | null> | undefined;
	/** Counts openings and closings: what belongs to an earlier turn is not wanted any more. */
	#turn = 0;
	#tracker: Tracker | null = null;
	#stream: MediaStream | undefined;
	#holders = 0;
	#lingering: ReturnType<typeof setTimeout> | undefined;
	#recent = new PictureWatch();
	#take: RunningTake | null = null;
	/** Once between two takes: an engine that breaks again and again is left alone. */
	#hasReopened = false;

	/**
	 * Loads and warms up what finds a face, once; again after a failure that may pass. Resolves with null when it cannot
	 * be had. Keep it with `hold` for as long as a page needs it.
	 */
	warmUp(): Promise<Tracker | null> {
		if (this.#opening) return this.#opening;
		if (this.why && !mayRetry(this.why)) return Promise.resolve(null);
		const turn = ++this.#turn;
		this.#opening = this.#open(() => this.#turn === turn);
		return this.#opening;
	}

	/** Tries once more after it could not be had. */
	retry(): void {
		const stream = this.#stream;
		this.close();
		if (stream) this.#follow(stream);
	}

	/** Keeps what is warm until the returned function is called; a moment after the last one it is let go. */
	hold(): () => void {
		this.#holders++;
		clearTimeout(this.#lingering);
		let held = true;
		return () => {
			if (!held) return;
			held = false;
			if (--this.#holders === 0) this.#lingering = setTimeout(() => this.close(), LINGER_MS);
		};
	}

	/** Follows the camera of `stream` until the returned function is called; the stream stays its owner's. */
	watch(stream: MediaStream): () => void {
		this.#stream = stream;
		this.calibration = recallCalibration(cameraOf(stream));
		this.moved = this.nobody = this.rests = false;
		this.#recent = new PictureWatch();
		this.nudge = recall(NUDGE_KEY) === 'on';
		const letGo = this.hold();
		this.#follow(stream);
		return () => {
			if (this.#stream === stream) {
				this.#tracker?.detach();
				this.#stream = this.latest = this.picture = undefined;
				this.nobody = this.rests = false;
			}
			letGo();
		};
	}

	#follow(stream: MediaStream): void {
		this.#stream = stream;
		void this.warmUp().then((tracker) => {
			// one that broke or was closed meanwhile would never let go of the camera
			if (!tracker || tracker !== this.#tracker || this.#stream !== stream) return;
			tracker.calibration = this.calibration;
			tracker.attach(stream);
		});
	}

	/**
	 * A take begins whose recorder was told to at `startedAtMs` (`performance.now()`). Watch its stream before, while nothing
	 * is recorded: what is not warm by now stays cold, because loading would cost recorded frames.
	 */
	beginTake(stream: MediaStream, startedAtMs: number): void {
		this.#take?.stop();
		const tracker = this.#tracker;
		const isWatched = this.#stream === stream;
		const stop = tracker && !isWatched ? this.watch(stream) : this.hold();
		const picture = new PictureWatch('all');
		this.#hasReopened = false;
		const nothingYet = { moved: 0, seen: 0, saved: null };
		this.#take = { picture, stop, isCold: !tracker, startedAtMs, ...nothingYet };
		tracker?.startTrack(startedAtMs);
	}

	/** The take is over: what was seen. An engine that broke meanwhile is started again, for the next one. */
	endTake(): TakeGaze {
		const take = this.#take ?? NO_TAKE;
		this.#take = null;
		const ended = this.#endOf(take);
		take.stop();
		this.#reopen();
		return ended;
	}

	#endOf(take: RunningTake): TakeGaze {
		const samples = take.isCold ? [] : (take.saved ?? this.#tracker?.stopTrack() ?? []);
		// the part after the engine broke was not seen: it counts, or what came before would speak for it
		const takeMs = performance.now() - take.startedAtMs;
		if (take.saved) padTo(samples, takeMs);
		const calibration: CalibrationKind = this.calibration?.kind ?? 'none';
		const movedShare = take.seen > 0 ? take.moved / take.seen : 0;
		const lookedShare = Math.max(0, 1 - (UNSEEN_MS * (samples.length - take.seen)) / takeMs);
		const framing = take.picture.reportTake(Math.min(1, lookedShare));
		const gaze = { samples, calibration, framing, movedShare };
		if (this.why && samples.length === 0) return { ...gaze, notMeasurable: WHY_NOT[this.why] };
		return take.isCold ? { ...gaze, notMeasurable: TOO_LATE } : gaze;
	}

	/** Uses and keeps a calibration for the camera that is watched; null forgets it for now. */
	calibrate(calibration: Calibration | null): void {
		this.calibration = calibration;
		this.moved = false;
		if (this.#tracker) this.#tracker.calibration = calibration;
		if (calibration && this.#stream) keepCalibration(cameraOf(this.#stream), calibration);
	}

	setNudge(on: boolean): void {
		this.nudge = on;
		remember(NUDGE_KEY, on ? 'on' : 'off');
	}

	/** Calls `listen` with every sample; returns how to stop. */
	onSample(listen: (sample: LiveSample) => void): () => void {
		this.#listeners.add(listen);
		return () => this.#listeners.delete(listen);
	}

	/** Lets go of camera, worker and memory. */
	close(): void {
		clearTimeout(this.#lingering);
		this.#letGo();
		this.#stream = this.latest = this.picture = undefined;
		this.phase = 'idle';
		this.why = undefined;
	}

	/** What is still opening closes itself when it is there. */
	#letGo(): void {
		this.#opening = undefined;
		this.#turn++;
		this.#tracker?.close();
		this.#tracker = null;
	}

	#listeners = new Set<(sample: LiveSample) => void>();

	/** A take that has begun already is followed from here on; what was missed counts as not seen. */
	#joinTake(tracker: Tracker): void {
		if (!this.#take?.isCold) return;
		this.#take.isCold = false;
		tracker.startTrack(this.#take.startedAtMs);
	}

	/** What was closed meanwhile changes nothing on the page any more. */
	async #open(isWanted: () => boolean): Promise<Tracker | null> {
		this.phase = 'loading';
		this.why = undefined;
		const fail = (why: WhyNot) => isWanted() && this.#fail(why);
		try {
			checkBrowser();
			const tracker = await openTracker(await askForModel(), fail);
			tracker.onSample((sample) => this.#see(sample));
			// what was seen last is not what is seen now
			tracker.onRest(() => {
				this.latest = undefined;
				this.rests = true;
			});
			if (!isWanted()) {
				tracker.close();
				return null;
			}
			this.#tracker = tracker;
			this.#joinTake(tracker);
			this.phase = 'ready';
			return tracker;
		} catch (error) {
			fail(error instanceof CannotFollow ? error.why : 'failed');
			return null;
		}
	}

	/** An engine that broke is started again, never while a take is recorded. */
	#reopen(): void {
		const mayHelp = this.why !== undefined && mayRetry(this.why);
		if (!this.#stream || this.#tracker || !mayHelp || this.#hasReopened) return;
		this.#hasReopened = true;
		this.#follow(this.#stream);
	}

	/** What a running take has seen until now stays its own; the rest of it counts as not seen. */
	#fail(why: WhyNot): void {
		const broke = this.#tracker !== null;
		if (this.#take && !this.#take.isCold) this.#take.saved ??= this.#tracker?.stopTrack() ?? [];
		this.why = why;
		this.phase = 'unavailable';
		this.latest = this.picture = undefined;
		this.#letGo();
		if (broke && !this.#take) this.#reopen();
	}

	#see(sample: LiveSample): void {
		this.latest = sample;
		this.rests = false;
		this.#recent.add(sample.reading, sample.light);
		this.#take?.picture.add(sample.reading, sample.light);
		this.picture = this.#recent.report();
		this.nobody = this.#recent.seesNobody();
		this.moved = this.calibration !== null && this.#recent.hasMovedSince(this.calibration);
		if (this.#take) {
			this.#take.seen += 1;
			this.#take.moved += Number(this.moved);
		}
		for (const listen of this.#listeners) listen(sample);
	}
}

/** What is said of a take that was never begun. */
const NO_TAKE: RunningTake = {
	picture: new PictureWatch(),
	stop: () => undefined,
	isCold: true,
	startedAtMs: 0,
	moved: 0,
	seen: 0,
	saved: null
};

/** A browser may forbid keeping anything. */
function recall(key: string): string | null {
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
}

function remember(key: string, text: string): void {
	try {
		localStorage.setItem(key, text);
	} catch {
		// holds for this page only
	}
}

/** Asks this server for the model's address. @throws {CannotFollow} when it has none or does not answer */
async function askForModel(): Promise<string> {
	const offer = await fetch(VISION_PATH)
		.then((response) => (response.ok ? (response.json() as Promise<VisionOffer>) : null))
		.catch(() => null);
	if (!offer) throw new CannotFollow('unreachable');
	if (offer.model === null) throw new CannotFollow(offer.reason);
	return offer.model;
}

export const eyeContact = new EyeContact();
