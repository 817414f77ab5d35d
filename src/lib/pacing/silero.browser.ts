/** Runs the Silero network in the browser, on one thread, from files of this server. Loaded only where it is noisy. */
import modelUrl from '@ricky0123/vad-web/dist/silero_vad_v5.onnx?url';
import * as ort from 'onnxruntime-web/wasm';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { RATE_HZ } from './resample.ts';
import { CONTEXT, MEMORY, STEP, type SileroStep } from './silero.ts';

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: wasmUrl };

/** A fresh network that remembers what it heard. @throws {Error} when it cannot be fetched or started. */
export async function openSilero(): Promise<{ step: SileroStep; close: () => Promise<void> }> {
	const session = await ort.InferenceSession.create(modelUrl, { executionProviders: ['wasm'] });
	const rate = new ort.Tensor('int64', BigInt64Array.from([BigInt(RATE_HZ)]), []);
	let memory: ort.Tensor | null = null;
	return {
		step: async (sound, lanes) => {
			memory ??= new ort.Tensor('float32', new Float32Array(lanes * MEMORY), [
				2,
				lanes,
				MEMORY / 2
			]);
			const input = new ort.Tensor('float32', sound, [lanes, CONTEXT + STEP]);
			const answer = await session.run({ input, state: memory, sr: rate });
			memory = answer['stateN'] as ort.Tensor;
			return (answer['output'] as ort.Tensor).data as Float32Array;
		},
		close: () => session.release()
	};
}
