/** Keeps sound at 16 kHz until the end in case a second detector is asked: 1.9 MB a minute. */

/** A piece holds a minute. */
const PIECE = 60 * 16_000;

export class SoundKeeper {
	readonly #pieces: Int16Array[] = [];
	length = 0;

	push(samples: Float32Array): void {
		for (let at = 0; at < samples.length; at++, this.length++) {
			const place = this.length % PIECE;
			if (place === 0) this.#pieces.push(new Int16Array(PIECE));
			const piece = this.#pieces.at(-1) as Int16Array;
			piece[place] = Math.max(
				-32_768,
				Math.min(32_767, Math.round((samples[at] as number) * 32_767))
			);
		}
	}

	/** Fills `into` from sample `from` on; what was never given is silence. */
	read(from: number, into: Float32Array): void {
		for (let at = 0; at < into.length; at++) {
			const place = from + at;
			const inside = place >= 0 && place < this.length;
			const piece = inside ? this.#pieces[Math.floor(place / PIECE)] : undefined;
			into[at] = piece ? (piece[place % PIECE] as number) / 32_767 : 0;
		}
	}
}
