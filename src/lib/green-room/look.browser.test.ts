import { afterEach, expect, it } from 'vitest';
import { lookAtPicture, type Watcher } from './look.browser.ts';
import { lookWithEyes } from './look.svelte.ts';

let stream: MediaStream | undefined;
afterEach(() => {
	for (const track of stream?.getTracks() ?? []) track.stop();
});

async function openFake(): Promise<MediaStream> {
	return (stream = await navigator.mediaDevices.getUserMedia({
		video: { width: 640, height: 480 }
	}));
}

it('sees the picture of the camera for some seconds, without a landmarker too', async () => {
	const shares: number[] = [];
	const look = await lookAtPicture(await openFake(), null, {
		onProgress: (share) => shares.push(share)
	});
	expect([look.width, look.height]).toEqual([640, 480]);
	expect(look.looks).toBeGreaterThan(3);
	expect(look.scene).toHaveLength(look.looks);
	expect(look.seen).toEqual([]);
	expect(look.frameRate ?? 1).toBeGreaterThan(0);
	expect(shares.at(-1)).toBe(1);
	expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

it('looks when the landmarker has seen something, together with that', async () => {
	const told: Parameters<Watcher>[0][] = [];
	let isStopped = false;
	const looking = lookAtPicture(await openFake(), (tell) => {
		told.push(tell);
		return () => (isStopped = true);
	});
	await expect.poll(() => told).toHaveLength(1);
	told[0]?.({ faces: 0, face: null, box: null });
	told[0]?.({ faces: 2, face: null, box: [0.1, 0.1, 0.4, 0.6] });
	const look = await looking;
	expect(look.seen.map(({ faces }) => faces)).toEqual([0, 2]);
	expect(isStopped).toBe(true);
});

it('ends when it is aborted, and says so when there is no camera', async () => {
	const abort = new AbortController();
	const looking = lookAtPicture(await openFake(), null, { signal: abort.signal });
	abort.abort(new Error('enough'));
	await expect(looking).rejects.toThrow('enough');
	await expect(lookWithEyes(undefined, {})).rejects.toThrow(/^Turn the camera on/);
});
