/**
 * One video element and where it stands: plays, moves to a moment, steps picture by picture, changes its speed. Times in
 * milliseconds from the recording's first frame.
 */
import { FrameTimes, probesAfter, secondsOf, shownMoment } from './frame-times.ts';
import { readSpeed } from './speeds.ts';

const SPEED_KEPT_AS = 'vivavoce:player-speed';
/** A picture that does not come within this time after a move is not waited for. */
const PICTURE_PATIENCE_MS = 250;
/** Steps that wait for an earlier one; a held key must not run on after it is let go. */
const MOST_WAITING_STEPS = 2;

export class Screening {
	/** Where it stands; while it plays, told a few times a second. */
	atMs = $state(0);
	/** The same with every picture. */
	frameMs = $state(0);
	isPlaying = $state(false);
	/** Stands still because more has to be loaded. */
	isWaiting = $state(false);
	failed = $state(false);
	speed = $state(1);
	/** 0 to 1. */
	volume = $state(1);
	isMuted = $state(false);

	#video: HTMLVideoElement | undefined;
	#frames = new FrameTimes();
	/** The shown picture's begin; null where the browser does not tell. */
	#shown: number | null = null;
	/** Where to go once the recording can be moved in. */
	#pending: { atMs: number; andPlay: boolean } | null = null;
	/** Where to go once the move that is under way has ended. */
	#wanted: number | null = null;
	#steps: Promise<void> = Promise.resolve();
	#waitingSteps = 0;
	#pictureCame: (() => void) | null = null;

	/** Takes charge of a video element; returns how to let go of it. */
	attach = (video: HTMLVideoElement): (() => void) => {
		this.#video = video;
		const letting = new AbortController();
		const on = (name: string, act: () => void) =>
			video.addEventListener(name, act, { signal: letting.signal });
		on('loadedmetadata', () => this.#loaded());
		on('timeupdate', () => this.#tell());
		on('seeked', () => this.#arrived());
		on('play', () => (this.isPlaying = true));
		on('pause', () => this.#stopped());
		on('ended', () => this.#stopped());
		on('waiting', () => (this.isWaiting = true));
		for (const name of ['playing', 'canplay', 'seeked', 'pause']) {
			on(name, () => (this.isWaiting = false));
		}
		on('error', () => (this.failed = true));
		on('ratechange', () => (this.speed = video.playbackRate));
		on('volumechange', () => this.#heard());
		this.#useSpeed(readSpeed(readKept()));
		this.#heard();
		// the server's page may have loaded it, or failed to, before this script could listen
		if (video.error) this.failed = true;
		else if (video.readyState > 0) this.#loaded();
		this.#watchPictures(video, letting.signal);
		return () => {
			letting.abort();
			this.#video = undefined;
		};
	};

	/** Another recording is about to be shown, at this moment; goes on playing when something was playing. */
	change(atMs: number): void {
		this.#pending = { atMs, andPlay: this.isPlayingNow() };
		this.#frames = new FrameTimes();
		this.#shown = null;
		this.#wanted = null;
		this.failed = false;
		this.atMs = this.frameMs = atMs;
	}

	/** Moves; a move that is asked for while another is under way waits for it, and only the last one counts. */
	seek(ms: number): void {
		const video = this.#video;
		this.atMs = this.frameMs = ms;
		this.#shown = null;
		if (!video || video.readyState === 0) {
			this.#pending = { atMs: ms, andPlay: this.#pending?.andPlay ?? false };
		} else if (video.seeking) this.#wanted = ms;
		else this.#move(secondsOf(ms));
	}

	play(): void {
		// refused while nothing is loaded or the browser wants a click first: the controls stay usable
		this.#video?.play().catch(() => undefined);
	}

	pause(): void {
		this.#video?.pause();
		this.isWaiting = false;
	}

	isPlayingNow(): boolean {
		const video = this.#video;
		return video !== undefined && !video.paused && !video.ended;
	}

	/** The moment of the picture on the screen, in whole milliseconds. */
	now(): number {
		const video = this.#video;
		if (!video || video.readyState === 0) return Math.round(this.atMs);
		// half a millisecond less: a move goes to the middle of its millisecond
		return Math.round(shownMoment(video.currentTime * 1000 - 0.5, this.#shown));
	}

	/** One picture on or back, pausing; resolves when it is shown. */
	step(by: 1 | -1): Promise<void> {
		this.pause();
		if (this.#waitingSteps >= MOST_WAITING_STEPS) return this.#steps;
		this.#waitingSteps++;
		this.#steps = this.#steps
			.then(() => (by > 0 ? this.#forward() : this.#back()))
			.catch(() => undefined)
			.finally(() => this.#waitingSteps--);
		return this.#steps;
	}

	/** Kept on this device for the next recording, too. */
	setSpeed(speed: number): void {
		this.#useSpeed(speed);
		writeKept(String(speed));
	}

	#useSpeed(speed: number): void {
		this.speed = speed;
		const video = this.#video;
		if (!video) return;
		// the voice keeps its pitch; some browsers say so by names of their own
		Object.assign(video, { preservesPitch: true, mozPreservesPitch: true });
		Object.assign(video, { webkitPreservesPitch: true });
		// a newly loaded recording begins at the default
		video.defaultPlaybackRate = speed;
		video.playbackRate = speed;
	}

	setMuted(isMuted: boolean): void {
		if (this.#video) this.#video.muted = isMuted;
	}

	/** Loads again what could not be loaded. */
	reload(): void {
		this.#pending = { atMs: this.atMs, andPlay: false };
		this.#wanted = null;
		this.failed = false;
		this.#video?.load();
	}

	#loaded(): void {
		this.failed = false;
		this.#frames = new FrameTimes();
		this.#shown = null;
		const pending = this.#pending;
		this.#pending = null;
		if (!pending) return this.#tell();
		if (pending.atMs > 0) this.#move(secondsOf(pending.atMs));
		if (pending.andPlay) this.play();
	}

	#move(seconds: number): void {
		const video = this.#video;
		if (!video) return;
		this.#frames.jumped();
		this.#shown = null;
		const most = Number.isFinite(video.duration) ? video.duration : seconds;
		video.currentTime = Math.min(Math.max(0, seconds), most);
	}

	#arrived(): void {
		const wanted = this.#wanted;
		this.#wanted = null;
		if (wanted === null) this.#tell();
		else this.#move(secondsOf(wanted));
	}

	#stopped(): void {
		this.isPlaying = false;
		this.#tell();
	}

	#heard(): void {
		this.volume = this.#video?.volume ?? 1;
		this.isMuted = this.#video?.muted ?? false;
	}

	#tell(): void {
		const video = this.#video;
		if (!video || this.#pending || this.#wanted !== null || video.seeking) return;
		this.atMs = this.now();
		if (video.paused || this.#shown === null) this.frameMs = this.atMs;
	}

	#watchPictures(video: HTMLVideoElement, signal: AbortSignal): void {
		if (!('requestVideoFrameCallback' in video)) return;
		const look: VideoFrameRequestCallback = (_at, { mediaTime, presentedFrames }) => {
			if (signal.aborted) return;
			this.#shown = mediaTime * 1000;
			this.#frames.note(this.#shown, presentedFrames);
			this.#pictureCame?.();
			if (this.#wanted === null && !this.#pending) this.frameMs = this.now();
			if (video.paused) this.#tell();
			video.requestVideoFrameCallback(look);
		};
		video.requestVideoFrameCallback(look);
	}

	async #forward(): Promise<void> {
		const here = this.#exactNow();
		const known = this.#frames.after(here);
		if (known !== null) return void (await this.#look(known + 0.5));
		for (const probe of probesAfter(this.#frames.usualMs)) {
			if (!(await this.#look(here + probe))) return;
			const found = this.#exactNow();
			if (found <= here + 0.5) continue;
			return this.#walkBackTo(here, found);
		}
	}

	/** A probe may have jumped over pictures: goes back until the one right after `here` is shown. */
	async #walkBackTo(here: number, found: number): Promise<void> {
		let next = found;
		if (next - here <= this.#frames.usualMs * 1.1) return this.#frames.link(here, next);
		for (;;) {
			await this.#look(next - 1);
			const before = this.#exactNow();
			if (before <= here + 0.5 || before >= next) break;
			next = before;
		}
		this.#frames.link(here, next);
		await this.#look(next + 0.5);
	}

	async #back(): Promise<void> {
		const here = this.#exactNow();
		if (here < 1) return;
		// without the browser's own times of pictures, the usual one must do
		const by = this.#shown === null ? this.#frames.usualMs : 1;
		await this.#look(Math.max(0, here - by));
		const before = this.#exactNow();
		if (before < here) this.#frames.link(before, here);
	}

	#exactNow(): number {
		const video = this.#video;
		return video ? shownMoment(video.currentTime * 1000, this.#shown) : this.atMs;
	}

	/** Moves to a moment and waits for its picture; false past the end or when nothing is loaded. */
	async #look(ms: number): Promise<boolean> {
		const video = this.#video;
		if (!video || video.readyState === 0 || ms / 1000 > video.duration) return false;
		const arrived = new Promise((done) => video.addEventListener('seeked', done, { once: true }));
		const came = new Promise<void>((done) => (this.#pictureCame = done));
		this.#move(ms / 1000);
		await arrived;
		if (this.#shown === null) await Promise.race([came, rest(PICTURE_PATIENCE_MS)]);
		this.#pictureCame = null;
		this.#tell();
		return true;
	}
}

const rest = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

function readKept(): string | null {
	try {
		return localStorage.getItem(SPEED_KEPT_AS);
	} catch {
		return null;
	}
}

function writeKept(speed: string): void {
	try {
		localStorage.setItem(SPEED_KEPT_AS, speed);
	} catch {
		// a browser that keeps nothing: the speed holds for this page
	}
}
