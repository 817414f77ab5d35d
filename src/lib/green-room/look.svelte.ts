/** A look at the camera's picture with the page's own eye contact, as soon as that is ready or is known not to come. */
import { eyeContact } from '../gaze/eye-contact.svelte.ts';
import { lookAtPicture, type Look, type Watcher } from './look.browser.ts';
import type { Probing } from './probing.ts';

/** How long a look waits for the first loading of the face landmarker, in milliseconds. */
const PATIENCE_MS = 30_000;

/**
 * Follow the stream with `eyeContact.watch` before.
 * @throws {Error} with a sentence when no picture comes or the landmarker is not there yet; the signal's reason when it is aborted
 */
export async function lookWithEyes(
	stream: MediaStream | undefined,
	probing: Probing
): Promise<Look> {
	if (!stream) throw new Error('Turn the camera on, then check again.');
	const from = performance.now();
	while (eyeContact.phase === 'idle' || eyeContact.phase === 'loading') {
		probing.signal?.throwIfAborted();
		if (performance.now() - from > PATIENCE_MS) {
			throw new Error(
				'What finds your face is still being loaded (about 7 MB, once). Check again in a moment, or go on.'
			);
		}
		await new Promise((done) => setTimeout(done, 100));
	}
	const watch: Watcher = (seen) => eyeContact.onSample(({ reading }) => seen(reading));
	return lookAtPicture(stream, eyeContact.phase === 'ready' ? watch : null, probing);
}
