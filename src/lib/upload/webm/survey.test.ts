import { expect, it } from 'vitest';
import { wholeRecording } from '../../../../tests/fixtures/long-recording.ts';
import { findBytes } from './find-bytes.server.ts';
import { surveyWebm } from './survey.ts';

const CLUSTER = Uint8Array.of(0x1f, 0x43, 0xb6, 0x75);

const surveyOf = (parts: Uint8Array[]) => {
	const survey = surveyWebm(findBytes);
	for (const part of parts) survey.push(part);
	return survey.finish();
};

it('finds every place, also one right behind another, and none that begins alike', () => {
	const bytes = Uint8Array.from([...CLUSTER, ...CLUSTER, 0x1f, 0x43, 0xb6, 0x1f, ...CLUSTER, 0x1f]);
	expect(findBytes(bytes, CLUSTER)).toEqual([0, 4, 12]);
	expect(findBytes(bytes.subarray(1), CLUSTER)).toEqual([3, 11]);
	expect(findBytes(new Uint8Array(), CLUSTER)).toEqual([]);
});

it('finds the same clusters wherever the bytes were cut on the way', async () => {
	const bytes = new Uint8Array(await wholeRecording({ seconds: 3 }));
	const whole = surveyOf([bytes]);
	expect(whole.clusters.map(({ ticks }) => ticks)).toEqual([0, 1000, 2000]);
	expect(whole.recordings).toEqual([0]);
	const second = whole.clusters[1]?.start ?? 0;
	for (let cut = second - 30; cut < second + 30; cut++) {
		expect(surveyOf([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(whole);
	}
});
