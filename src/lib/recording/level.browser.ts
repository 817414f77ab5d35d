/** Measures how loud the microphone is, for a meter. */

/** The quietest level that the meter shows, in dB below full scale. */
const FLOOR_DB = -60;

/** 0 for silence (-60 dB or less) to 1 for full scale, from samples between -1 and 1. */
export function levelOf(samples: Float32Array): number {
	const meanSquare = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
	const db = 10 * Math.log10(meanSquare + 1e-12);
	return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}

/** Reports the level of `stream` (see `levelOf`) ten times a second until the returned function is called. */
export function watchLevel(stream: MediaStream, report: (level: number) => void): () => void {
	const context = new AudioContext();
	const analyser = new AnalyserNode(context, { fftSize: 2048 });
	context.createMediaStreamSource(stream).connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	const timer = setInterval(() => {
		analyser.getFloatTimeDomainData(samples);
		report(levelOf(samples));
	}, 100);
	return () => {
		clearInterval(timer);
		void context.close();
	};
}
