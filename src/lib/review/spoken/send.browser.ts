/** Sends the recording of a comment or a reply. */
import type { SpokenPart } from '../feedback.ts';
import { LARGEST_SPOKEN } from './spoken.ts';

const OFFLINE = 'The recording could not be sent. Check your connection, then try again.';
const TOO_LARGE = 'This recording is too large to send. Record a shorter one.';

/** @throws {Error} with a sentence for the person; the recording is still in their hands then */
export async function sendSpoken(address: string, recording: Blob): Promise<SpokenPart> {
	if (recording.size > LARGEST_SPOKEN) throw new Error(TOO_LARGE);
	const headers = { 'content-type': recording.type || 'application/octet-stream' };
	const response = await fetch(address, { method: 'PUT', headers, body: recording }).catch(
		() => null
	);
	if (!response) throw new Error(OFFLINE);
	if (response.ok) return (await response.json()) as SpokenPart;
	const body = (await response.json().catch(() => null)) as { message?: string } | null;
	throw new Error(body?.message ?? OFFLINE);
}
