/** What the page and `landmarks.worker.ts` say to each other. */
import type { FrameReading } from './landmark.ts';
import type { LightSample } from './light.ts';
import type { Pace } from './pace.ts';

/** Why eyes cannot be followed with this browser or server. */
export type WhyNot =
	'missing' | 'damaged' | 'unreachable' | 'no-webgl2' | 'no-workers' | 'failed' | 'too-slow';

export type ToWorker =
	| { type: 'open'; modelUrl: string }
	/** Frames of the camera; the worker takes the newest when it is free. */
	| { type: 'frames'; readable: ReadableStream<VideoFrame> }
	/** One frame, for browsers whose workers cannot read the camera. */
	| { type: 'frame'; frame: ImageBitmap }
	/** A take begins: full pace again. */
	| { type: 'take' }
	/** The camera lost frames in the last second. */
	| { type: 'lost'; delivered: number; lost: number }
	| { type: 'rest' };

export type FromWorker =
	| { type: 'ready' }
	| { type: 'failed'; why: WhyNot; details: string }
	| {
			type: 'reading';
			/** When the frame was taken up, in milliseconds since 1970. */
			at: number;
			reading: FrameReading;
			/** Twice a second, else null. */
			light: LightSample | null;
			/** What this frame cost the worker in milliseconds, all of it; `detectMs` is the landmarker's part. */
			costMs: number;
			detectMs: number;
			pace: Pace;
	  }
	/** A single frame was passed over. */
	| { type: 'dropped' }
	/** Looking rests for some seconds, because it costs too much now: what was seen last is old from here on. */
	| { type: 'rests' };
