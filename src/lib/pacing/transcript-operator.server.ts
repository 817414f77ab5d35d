/**
 * Words from a Whisper-family model that the operator runs and names in `TRANSCRIBER_URL`. The browser never speaks to it:
 * the recording goes from this server to the operator's own, and nowhere when the variable is not set.
 */
import * as v from 'valibot';
import { Fault } from '../platform/errors.ts';
import type { HeardWords, TranscriptProvider } from './transcript.ts';

/** No longer than Node's own `fetch` waits for an answer to begin. In milliseconds. */
const PATIENCE_MS = 5 * 60_000;
/** An answer larger than this is no transcript of an interview, in bytes. */
const LARGEST = 2_000_000;
const MOST_SEGMENTS = 3000;

/** @source OpenAI's "verbose_json" of /v1/audio/transcriptions; whisper.cpp and faster-whisper servers speak it too. */
const AnswerSchema = v.object({
	text: v.pipe(v.string(), v.maxLength(LARGEST)),
	segments: v.optional(
		v.pipe(
			v.array(
				v.object({
					start: v.pipe(v.number(), v.minValue(0), v.maxValue(6 * 3600)),
					end: v.pipe(v.number(), v.minValue(0), v.maxValue(6 * 3600)),
					text: v.pipe(v.string(), v.maxLength(10_000))
				})
			),
			v.maxLength(MOST_SEGMENTS)
		)
	)
});

/**
 * @param address of the endpoint, e.g. `http://127.0.0.1:8080/v1/audio/transcriptions`; from the settings, checked at boot
 * @param patienceMs after this long without the whole answer it is given up, in milliseconds
 */
export function operatorTranscriber(address: string, patienceMs = PATIENCE_MS): TranscriptProvider {
	return {
		source: 'operator',
		verbatim: false,
		async transcribe(recording, signal) {
			const form = new FormData();
			form.set('file', recording, recording.type.includes('mp4') ? 'answer.mp4' : 'answer.webm');
			form.set('model', 'whisper-1');
			form.set('response_format', 'verbose_json');
			form.set('language', 'en');
			const patience = AbortSignal.timeout(patienceMs);
			try {
				const response = await fetch(address, {
					method: 'POST',
					body: form,
					redirect: 'error',
					signal: signal ? AbortSignal.any([signal, patience]) : patience
				});
				if (!response.ok) throw new Error(`the transcriber answered ${response.status}`);
				return understand(await readAll(response));
			} catch {
				throw new Fault('transcriber-silent');
			}
		}
	};
}

/** @throws {Error} when the answer has another shape than agreed */
function understand(body: string): HeardWords {
	const { text, segments } = v.parse(AnswerSchema, JSON.parse(body));
	const spoken = (segments ?? [])
		.map(({ start, end, text: words }) => ({
			startMs: Math.round(start * 1000),
			endMs: Math.round(end * 1000),
			text: words.trim()
		}))
		.filter((segment) => segment.text && segment.endMs > segment.startMs);
	return { text: text.trim(), segments: spoken.length > 0 ? spoken : null };
}

/** @throws {Error} when more comes than a transcript can be */
async function readAll(response: Response): Promise<string> {
	const decoder = new TextDecoder();
	let body = '';
	let bytes = 0;
	for await (const chunk of response.body ?? []) {
		bytes += (chunk as Uint8Array).byteLength;
		if (bytes > LARGEST) throw new Error('the transcriber answered more than a transcript');
		body += decoder.decode(chunk as Uint8Array, { stream: true });
	}
	return body + decoder.decode();
}
