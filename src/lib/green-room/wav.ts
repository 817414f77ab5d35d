/** Sound as a WAV file, which every browser plays. */

const HEAD_BYTES = 44;

/** One channel of samples from -1 to 1, in 16 bit. @source RIFF WAVE, format 1 (PCM) */
export function encodeWav(samples: Float32Array, rateHz: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(HEAD_BYTES + 2 * samples.length);
	const view = new DataView(bytes.buffer);
	const word = (at: number, letters: string) =>
		[...letters].forEach((letter, more) => view.setUint8(at + more, letter.charCodeAt(0)));
	word(0, 'RIFF');
	view.setUint32(4, bytes.length - 8, true);
	word(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, rateHz, true);
	view.setUint32(28, rateHz * 2, true);
	view.setUint16(32, 2, true);
	view.setUint16(34, 16, true);
	word(36, 'data');
	view.setUint32(40, 2 * samples.length, true);
	samples.forEach((sample, at) => {
		const most = Math.max(-1, Math.min(1, Number.isFinite(sample) ? sample : 0));
		view.setInt16(HEAD_BYTES + 2 * at, Math.round(most * 32_767), true);
	});
	return bytes;
}
