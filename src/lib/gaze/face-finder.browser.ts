/** Google's Face Landmarker from files of this server: what it finds in one picture, as plain numbers. */
import { FaceLandmarker, type FaceLandmarkerResult } from '@mediapipe/tasks-vision';
import wasmLoader from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url';
import wasmBinary from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url';
import type { Face } from './landmark.ts';

export interface FaceFinder {
	/** `atMs` must grow from picture to picture. */
	find(picture: TexImageSource, atMs: number): Face[];
	close(): void;
}

/** Does this browser have what the landmarker needs even when it calculates on the processor? */
export function hasWebGl2(): boolean {
	try {
		return new OffscreenCanvas(1, 1).getContext('webgl2') !== null;
	} catch {
		return false;
	}
}

/** Opens the landmarker with the bytes of its model. @throws {Error} the landmarker's own, when it cannot start */
export async function openFaceFinder(model: Uint8Array): Promise<FaceFinder> {
	const here = self.location.href;
	const landmarker = await FaceLandmarker.createFromOptions(
		{
			wasmLoaderPath: new URL(wasmLoader, here).href,
			wasmBinaryPath: new URL(wasmBinary, here).href
		},
		{
			baseOptions: { modelAssetBuffer: model, delegate: 'CPU' },
			runningMode: 'VIDEO',
			// one more than there should be, so that a second person is noticed
			numFaces: 2,
			outputFaceBlendshapes: true,
			outputFacialTransformationMatrixes: true
		}
	);
	return {
		find: (picture, atMs) => facesOf(landmarker.detectForVideo(picture, atMs)),
		close: () => landmarker.close()
	};
}

function facesOf(result: FaceLandmarkerResult): Face[] {
	return result.faceLandmarks.map((points, at) => {
		const scores = result.faceBlendshapes[at]?.categories;
		return {
			points,
			blendshapes: scores
				? Object.fromEntries(scores.map(({ categoryName, score }) => [categoryName, score]))
				: null,
			matrix: result.facialTransformationMatrixes[at]?.data ?? null
		};
	});
}
