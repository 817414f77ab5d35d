/** Two recordings side by side, together or each alone; only one of them is heard. Times in milliseconds. */
import { untrack } from 'svelte';
import { secondsOf } from './frame-times.ts';
import { keepInStep } from './in-step.ts';

/** How often two that play together are compared, in milliseconds. */
const COMPARE_MS = 250;

type Side = 0 | 1;

export class Together {
	isLocked = $state(true);
	isPlaying = $state(false);
	atMs = $state(0);
	/** Which one is heard. */
	heard = $state<Side>(1);
	#videos: (HTMLVideoElement | undefined)[] = [];
	#timer: ReturnType<typeof setInterval> | undefined;
	#startMs: number;

	constructor(startMs: number) {
		this.#startMs = this.atMs = startMs;
	}

	/** Takes charge of the left (0) or right (1) video element; returns how to let go of it. */
	attach = (side: Side) => (video: HTMLVideoElement) => {
		this.#videos[side] = video;
		video.muted = side !== untrack(() => this.heard);
		const letting = new AbortController();
		const { signal } = letting;
		const begin = () => {
			if (this.#startMs > 0) video.currentTime = secondsOf(this.#startMs);
		};
		if (video.readyState > 0) begin();
		video.addEventListener('loadedmetadata', begin, { signal });
		video.addEventListener('play', () => this.#played(side), { signal });
		video.addEventListener('timeupdate', () => this.#tell(), { signal });
		for (const name of ['pause', 'ended']) {
			video.addEventListener(name, () => this.#look(), { signal });
		}
		return () => {
			letting.abort();
			clearInterval(this.#timer);
			this.#videos[side] = undefined;
		};
	};

	toggle(): void {
		if (this.isPlaying) return this.pause();
		const ended = this.#both().every((video) => video.ended);
		if (ended) this.seek(0);
		for (const video of this.#both()) {
			// one that is over waits at its last picture
			if (!video.ended) video.play().catch(() => undefined);
		}
		this.isPlaying = true;
		clearInterval(this.#timer);
		this.#timer = setInterval(() => this.#align(), COMPARE_MS);
	}

	pause(): void {
		for (const video of this.#both()) video.pause();
		this.isPlaying = false;
		clearInterval(this.#timer);
		this.#even();
	}

	seek(ms: number): void {
		this.atMs = ms;
		for (const video of this.#both()) {
			video.currentTime = Math.min(secondsOf(ms), video.duration || 0);
			if (this.isPlaying && video.paused && secondsOf(ms) < video.duration) {
				video.play().catch(() => undefined);
			}
		}
	}

	hear(side: Side): void {
		this.heard = side;
		this.#videos.forEach((video, at) => {
			if (video) video.muted = at !== side;
		});
	}

	lock(isLocked: boolean): void {
		this.isLocked = isLocked;
		for (const video of this.#both()) {
			video.pause();
			video.playbackRate = 1;
		}
		this.isPlaying = false;
		clearInterval(this.#timer);
		if (isLocked) this.#even();
	}

	#both(): HTMLVideoElement[] {
		return this.#videos.filter((video) => video !== undefined);
	}

	/** The one that both follow: the heard one, unless it is over and the other goes on. */
	#leader(): HTMLVideoElement | undefined {
		const heard = this.#videos[this.heard];
		return heard && !heard.ended ? heard : this.#both().find((video) => !video.ended);
	}

	#played(side: Side): void {
		if (this.isLocked) return;
		// two answers at once cannot be understood
		this.hear(side);
	}

	#tell(): void {
		const leader = this.#leader() ?? this.#videos[this.heard];
		if (this.isLocked && leader) this.atMs = Math.max(0, leader.currentTime * 1000 - 0.5);
	}

	#look(): void {
		this.#tell();
		if (this.isLocked && this.#both().every((video) => video.ended || video.paused)) {
			this.isPlaying = false;
			clearInterval(this.#timer);
		}
	}

	/** Standing still, both show the same moment. */
	#even(): void {
		const leader = this.#leader();
		if (leader) this.seek(Math.max(0, leader.currentTime * 1000 - 0.5));
	}

	#align(): void {
		const leader = this.#leader();
		for (const video of this.#both()) {
			if (!leader || video === leader || video.seeking || video.ended) continue;
			const step = keepInStep(leader.currentTime, video.currentTime, video.duration, 1);
			if ('seekTo' in step) video.currentTime = step.seekTo;
			else video.playbackRate = step.rate;
		}
		if (leader) leader.playbackRate = 1;
	}
}
