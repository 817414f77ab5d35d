/**
 * Writes a recording anew in a container with a duration and an index, the same encoded frames in it. The slower way,
 * for what cannot be sealed where it lies (MP4, and WebM from unusual recorders).
 */
import {
	Conversion,
	FilePathSource,
	FilePathTarget,
	Input,
	MP4,
	Mp4OutputFormat,
	Output,
	WEBM,
	WebMOutputFormat
} from 'mediabunny';
import type { Container } from './container.ts';

/** A file in which the recording begins at byte `room`. */
export interface RecordedFile {
	path: string;
	room: number;
}

/**
 * Writes the recording `from` to `to` without re-encoding. A file that was cut off anywhere keeps all that is whole.
 * @throws when it holds no track that can be played
 */
export async function remux(from: RecordedFile, to: string, container: Container): Promise<void> {
	const input = openRecording(from);
	try {
		const conversion = await Conversion.init({
			input,
			output: new Output({
				format: container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat(),
				target: new FilePathTarget(to)
			}),
			showWarnings: false
		});
		if (!conversion.isValid) throw new Error('the file holds no track that can be played');
		await conversion.execute();
	} finally {
		input.dispose();
	}
}

/** Dispose of it when done. */
export const openRecording = ({ path, room }: RecordedFile): Input =>
	new Input({
		formats: [WEBM, MP4],
		source: room === 0 ? new FilePathSource(path) : new FilePathSource(path).slice(room)
	});
