/** Which file finds faces: its name, size and content, wherever it is found. */

/**
 * Google's MediaPipe Face Landmarker, float16, version 1, Apache-2.0. Copies with damaged bytes are in circulation, so
 * nothing but exactly this content is used.
 */
export const MODEL = {
	name: 'face_landmarker.task',
	bytes: 3_758_596,
	sha256: '64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff',
	publishedAt:
		'https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker/float16/1/face_landmarker.task'
} as const;

/** The file's name on this server; it names its content, so that a browser may keep it for ever. */
export const MODEL_ON_SERVER = `face_landmarker-${MODEL.sha256.slice(0, 16)}.task`;

/** Where the server tells a page whether it has the model. */
export const VISION_PATH = '/vision';

/** What `GET /vision` answers: where the model is, or null and why it cannot be had. */
export type VisionOffer = { model: string } | { model: null; reason: 'missing' | 'damaged' };
