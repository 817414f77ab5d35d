import { expect, it } from 'vitest';
import { listenOnDevice, recognisesOnDevice } from './transcript-device.browser.ts';

it('never listens in a browser that would send the voice away', async () => {
	const onDevice = await recognisesOnDevice();
	const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
	const [track] = stream.getAudioTracks();
	const listening = listenOnDevice(track!).then((ear) => ear.stop());
	if (onDevice) await expect(listening).resolves.toBeInstanceOf(Array);
	else await expect(listening).rejects.toThrow('on this device');
	track!.stop();
});
