/** The landmarker alone at the same pace, to compare with: nothing but its call. */
import { FaceLandmarker } from '@mediapipe/tasks-vision';
import wasmLoader from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url';
import wasmBinary from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url';

const GAP_MS = 80;
const absolute = (url: string) => new URL(url, self.location.href).href;
let reader: ReadableStreamDefaultReader<VideoFrame> | undefined;
let landmarker: FaceLandmarker | undefined;

export type ToBare = { model: string } | { readable: ReadableStream<VideoFrame> } | 'rest';

self.onmessage = ({ data }: MessageEvent<ToBare>) => {
	if (data === 'rest') void reader?.cancel();
	else if ('model' in data) void open(data.model);
	else void follow(data.readable);
};

async function open(model: string): Promise<void> {
	const bytes = new Uint8Array(await (await fetch(model)).arrayBuffer());
	landmarker = await FaceLandmarker.createFromOptions(
		{ wasmLoaderPath: absolute(wasmLoader), wasmBinaryPath: absolute(wasmBinary) },
		{
			baseOptions: { modelAssetBuffer: bytes, delegate: 'CPU' },
			runningMode: 'VIDEO',
			numFaces: 2,
			outputFaceBlendshapes: true,
			outputFacialTransformationMatrixes: true
		}
	);
	self.postMessage('ready');
}

async function follow(readable: ReadableStream<VideoFrame>): Promise<void> {
	reader = readable.getReader();
	let lookedAt = -Infinity;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		const from = performance.now();
		if (landmarker && from - lookedAt >= GAP_MS) {
			lookedAt = from;
			landmarker.detectForVideo(value, from);
			self.postMessage(performance.now() - from);
		}
		value.close();
	}
}
