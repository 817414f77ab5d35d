/** Makes readings of the sound that the tap hands over, away from the page. */
import { Analyser } from './analyser.ts';
import { LiveMeter } from './live.ts';
import type { FromMeter, ToMeter } from './meter-words.ts';

/** Only where a report is wanted: it does all of the work on the sound a second time. */
let analyser: Analyser | null = null;

const say = (word: FromMeter) => self.postMessage(word);

self.onmessage = async ({ data }: MessageEvent<ToMeter>) => {
	if (data !== 'end') return listen(data);
	if (analyser) say({ report: await analyser.end() });
	self.close();
};

function listen({ rateHz, sound, isReported }: Exclude<ToMeter, 'end'>): void {
	const meter = new LiveMeter(rateHz);
	const whole = (analyser = isReported ? new Analyser(rateHz) : null);
	sound.onmessage = ({ data }: MessageEvent<Float32Array>) => {
		whole?.push([data]);
		const reading = meter.push(data);
		if (reading) say({ reading });
	};
}
