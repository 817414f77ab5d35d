/**
 * Which container and codecs to record, chosen by what the browser can do, never by its name.
 */

/**
 * Best first. VP8 stands before VP9 because it is the cheaper one to encode, and recording shares the processor with
 * everything else on a laptop; MP4 is for browsers that record nothing else.
 */
const VIDEO_TYPES = [
	'video/webm;codecs=vp8,opus',
	'video/webm;codecs=vp9,opus',
	'video/webm',
	'video/mp4;codecs=avc1.42E01E,mp4a.40.2',
	'video/mp4'
] as const;

const SOUND_TYPES = [
	'audio/webm;codecs=opus',
	'audio/webm',
	'audio/mp4;codecs=mp4a.40.2',
	'audio/mp4'
] as const;

/** What is recorded: picture and sound, or sound only. */
export type TakeKind = 'video' | 'sound';

/** The type to record in, or null when this browser cannot record this at all. */
export function chooseTakeType(
	isSupported: (type: string) => boolean,
	kind: TakeKind = 'video'
): string | null {
	return (kind === 'video' ? VIDEO_TYPES : SOUND_TYPES).find(isSupported) ?? null;
}
