import { describe, expect, it } from 'vitest';
import { constraintsFor, listed, NO_CHOICE, readChoice, substituted } from './devices.ts';
import { chooseQuality } from './quality.ts';
import { chooseTakeType } from './take-type.ts';

const chosen = { kind: 'video', cameraId: 'c1', microphoneId: 'm1' } as const;

describe('a choice that was kept', () => {
	it('is read again', () => {
		expect(readChoice(JSON.stringify(chosen))).toEqual(chosen);
	});

	it.each([null, '', '{', 'null', '[]', '7', '{"kind":4,"cameraId":{}}'])(
		'%s is no choice',
		(kept) => {
			expect(readChoice(kept)).toEqual(NO_CHOICE);
		}
	);
});

describe('what is asked for', () => {
	it('wishes for the chosen devices and never demands them', () => {
		const { video, audio } = constraintsFor(chosen, chooseQuality(null));
		expect(video).toMatchObject({ deviceId: { ideal: 'c1' }, height: { ideal: 720 } });
		expect(audio).toMatchObject({ deviceId: { ideal: 'm1' }, autoGainControl: false });
	});

	it('is no camera for an interview without one, and a smaller picture on a slow line', () => {
		expect(constraintsFor({ ...chosen, kind: 'sound' }, chooseQuality(null)).video).toBe(false);
		expect(constraintsFor(NO_CHOICE, chooseQuality(500_000)).video).toMatchObject({
			height: { ideal: 360 }
		});
	});
});

it('tells which chosen device is not the one in use', () => {
	expect(substituted(chosen, { camera: 'c2', microphone: 'm1' })).toEqual(['camera']);
	expect(substituted(chosen, { camera: 'c1', microphone: 'm2' })).toEqual(['microphone']);
	expect(substituted({ ...chosen, kind: 'sound' }, { microphone: 'm1' })).toEqual([]);
	expect(substituted(NO_CHOICE, { camera: 'c9', microphone: 'm9' })).toEqual([]);
});

it('gives a device without a name a number, and leaves out those that may not be seen yet', () => {
	const devices = [
		{ kind: 'videoinput', deviceId: 'a', label: '' },
		{ kind: 'audioinput', deviceId: 'b', label: 'Headset' },
		{ kind: 'audiooutput', deviceId: 'c', label: 'Speaker' },
		{ kind: 'videoinput', deviceId: '', label: '' }
	] as const;
	expect(listed(devices, 'videoinput')).toEqual([{ value: 'a', label: 'Camera 1' }]);
	expect(listed(devices, 'audioinput')).toEqual([{ value: 'b', label: 'Headset' }]);
});

it('chooses the container by what the browser can do', () => {
	const webm = (type: string) => type.includes('/webm');
	expect(chooseTakeType(webm)).toBe('video/webm;codecs=vp8,opus');
	expect(chooseTakeType(webm, 'sound')).toBe('audio/webm;codecs=opus');
	expect(chooseTakeType((type) => type === 'audio/mp4', 'sound')).toBe('audio/mp4');
	expect(chooseTakeType((type) => type.startsWith('video/mp4'))).toContain('video/mp4');
	expect(chooseTakeType(() => false)).toBeNull();
});
