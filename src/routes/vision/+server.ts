import { json } from '@sveltejs/kit';
import { MODEL_ON_SERVER, VISION_PATH, type VisionOffer } from '$lib/gaze/model-file';
import type { RequestHandler } from './$types';

/** Whether eye contact can be measured with this server; a page asks before it loads megabytes. */
export const GET: RequestHandler = async ({ locals }) => {
	const found = await locals.app.visionModel;
	const offer: VisionOffer = found.bytes
		? { model: `${VISION_PATH}/${MODEL_ON_SERVER}` }
		: { model: null, reason: found.reason };
	return json(offer, { headers: { 'cache-control': 'no-store' } });
};
