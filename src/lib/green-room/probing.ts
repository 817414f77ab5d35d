/** What every probe of the check takes: how to stop it, and where to say how far it is. */

export interface Probing {
	/** Aborting rejects the probe with the signal's reason. */
	signal?: AbortSignal | undefined;
	/** Called with 0 to 1, never backwards. */
	onProgress?: ((share: number) => void) | undefined;
}
