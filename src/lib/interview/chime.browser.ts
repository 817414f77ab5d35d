/** A soft tone at a mark of the clock, made on the device. */

/** Frequencies in Hz: one tone at 30 s, two rising at 10 s. */
const TONES = { 'last-30': [523], 'last-10': [523, 659], limit: [659, 523] } as const;
const TONE_S = 0.18;
/** Quiet enough not to be heard in the recording over speech; echo cancellation takes the rest. */
const GAIN = 0.05;

export function chime(mark: keyof typeof TONES): void {
	const context = new AudioContext();
	const gain = new GainNode(context, { gain: GAIN });
	gain.connect(context.destination);
	TONES[mark].forEach((frequency, index) => {
		const tone = new OscillatorNode(context, { frequency });
		tone.connect(gain);
		tone.start(context.currentTime + index * TONE_S);
		tone.stop(context.currentTime + (index + 1) * TONE_S);
		tone.onended = () => {
			if (index === TONES[mark].length - 1) void context.close();
		};
	});
}
