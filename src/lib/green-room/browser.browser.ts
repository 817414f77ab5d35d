/** Looks what this browser can do. */
import { chooseTakeType } from '../recording/take-type.ts';
import type { Feature } from './browser.ts';

/** Never throws. */
export function probeBrowser(): Record<Feature, boolean> {
	return {
		secure: window.isSecureContext,
		camera: typeof navigator.mediaDevices?.getUserMedia === 'function',
		recorder: has(
			() => chooseTakeType((type) => MediaRecorder.isTypeSupported(type), 'video') !== null
		),
		storage: 'indexedDB' in window || typeof navigator.storage?.getDirectory === 'function',
		sound: 'AudioContext' in window && 'AudioWorkletNode' in window,
		workers: 'Worker' in window && 'OffscreenCanvas' in window,
		graphics: has(() => document.createElement('canvas').getContext('webgl2') !== null),
		locks: 'locks' in navigator,
		wakeLock: 'wakeLock' in navigator,
		voice: 'speechSynthesis' in window
	};
}

function has(test: () => boolean): boolean {
	try {
		return test();
	} catch {
		return false;
	}
}
