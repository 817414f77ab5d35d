import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { outgoing } from '$lib/upload/outgoing.svelte';
import { Taking } from './taking.svelte';

vi.mock(import('$lib/upload/upload-speed.browser'), async (original) => ({
	...(await original()),
	knownSpeed: () => 50_000_000
}));

/** Every stream that the browser gave out. */
let given: MediaStream[] = [];
beforeEach(() => {
	given = [];
	const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
	vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (wanted) => {
		const stream = await real(wanted);
		given.push(stream);
		return stream;
	});
});
afterEach(() => vi.restoreAllMocks());

const isOn = (stream: MediaStream) => stream.getTracks().some((each) => each.readyState === 'live');
const sitting = () =>
	new Taking('session', true, { lost: () => undefined, devicesChanged: () => undefined });

it('opens one camera for two who ask at once, and lets the one before go', async () => {
	const taking = sitting();
	await taking.open();
	expect(await Promise.all([taking.reopen(), taking.reopen()])).toEqual([true, true]);
	expect(given.filter(isOn)).toEqual([taking.stream]);
	await taking.close();
	expect(given.filter(isOn)).toEqual([]);
});

it('leaves no camera on when it is left while the camera opens', async () => {
	const taking = sitting();
	const opening = taking.open();
	await taking.close();
	await opening;
	expect(given.filter(isOn)).toEqual([]);
	expect(taking.stream).toBeUndefined();
});

it('records as little as there is while this page alone holds too much, and more again afterwards', async () => {
	vi.spyOn(outgoing, 'written').mockResolvedValue();
	vi.spyOn(outgoing, 'announced').mockReturnValue(new Promise(() => undefined));
	const taking = sitting();
	await taking.open();
	const rows = async () => {
		const { takeId } = await taking.start({ answerId: 'answer', question: 'Why here?' });
		await taking.stop();
		await outgoing.discard(takeId);
		return taking.stream?.getVideoTracks()[0]?.getSettings().height;
	};
	outgoing.unsafeBytes = 33_000_000;
	expect(await rows()).toBe(360);
	outgoing.unsafeBytes = 0;
	expect(await rows()).toBe(720);
	await taking.close();
});

it('keeps its latest takes on this device until it is closed, and no longer', async () => {
	const letGo = vi.fn();
	vi.spyOn(outgoing, 'hold').mockReturnValue(letGo);
	vi.spyOn(outgoing, 'written').mockResolvedValue();
	// no server hears of this take, so there is nothing that its picture could be sent to
	vi.spyOn(outgoing, 'announced').mockReturnValue(new Promise(() => undefined));
	const taking = sitting();
	await taking.open();
	const { takeId } = await taking.start({ answerId: 'answer', question: 'Why here?' });
	await taking.stop();
	expect(outgoing.hold).toHaveBeenCalledExactlyOnceWith(takeId);
	expect(letGo).not.toHaveBeenCalled();
	await taking.close();
	expect(letGo).toHaveBeenCalledOnce();
	await outgoing.discard(takeId);
});
