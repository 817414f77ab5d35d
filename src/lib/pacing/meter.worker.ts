/** Makes readings of the sound that the tap hands over, away from the page. */
import { Analyser } from './analyser.ts';
import { LiveMeter } from './live.ts';
import type { FromMeter, ToMeter } from './meter-words.ts';

let analyser: Analyser | null = null;

const say = (word: FromMeter) => self.postMessage(word);

self.onmessage = async ({ data }: MessageEvent<ToMeter>) => {
	if (data !== 'end') return listen(data.rateHz, data.sound);
	if (analyser) say({ report: await analyser.end() });
	self.close();
};

function listen(rateHz: number, sound: MessagePort): void {
	const meter = new LiveMeter(rateHz);
	const whole = (analyser = new Analyser(rateHz));
	sound.onmessage = ({ data }: MessageEvent<Float32Array>) => {
		whole.push([data]);
		const reading = meter.push(data);
		if (reading) say({ reading });
	};
}
