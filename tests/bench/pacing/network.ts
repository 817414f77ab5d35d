/** The Silero network in Node, from the same files that the browser gets. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as ort from 'onnxruntime-web/wasm';
import { askSilero, maskOf, MEMORY } from '../../../src/lib/pacing/silero.ts';
import { SoundKeeper } from '../../../src/lib/pacing/sound-keeper.ts';
import { Analyser } from '../../../src/lib/pacing/analyser.ts';
import { refineEdges } from '../../../src/lib/pacing/edges.ts';
import { Features } from '../../../src/lib/pacing/features.ts';
import { findSyllables } from '../../../src/lib/pacing/syllables.ts';
import { findSpeech } from '../../../src/lib/pacing/voice-activity.ts';
import type { PacingReport } from '../../../src/lib/pacing/report.ts';
import { RATE_HZ } from './sound.ts';

const model = createRequire(import.meta.url).resolve('@ricky0123/vad-web/dist/silero_vad_v5.onnx');

/** The report of a recording as the browser makes it, second detector included. */
export async function analyse(samples: Float32Array): Promise<PacingReport> {
	const keeper = new SoundKeeper();
	const analyser = new Analyser(RATE_HZ, (sound) => keeper.push(sound));
	analyser.push([samples]);
	return analyser.end({}, async () => ({ likelihood: await ask(keeper) }));
}

/** The syllables where the network heard speech, of clips of any length. */
export async function countByNetwork(samples: Float32Array): Promise<number> {
	const features = new Features();
	const keeper = new SoundKeeper();
	features.push(samples);
	keeper.push(samples);
	const frames = features.end();
	const { speechDb } = findSpeech(frames);
	const mask = maskOf(await ask(keeper), frames, speechDb);
	return findSyllables(frames, refineEdges(mask, frames, speechDb), speechDb).length;
}

let session: Promise<ort.InferenceSession> | undefined;

async function ask(keeper: SoundKeeper): Promise<Float32Array> {
	ort.env.wasm.numThreads = 1;
	session ??= readFile(model).then((bytes) => ort.InferenceSession.create(bytes));
	const network = await session;
	const sr = new ort.Tensor('int64', BigInt64Array.from([BigInt(RATE_HZ)]), []);
	let state: ort.Tensor | undefined;
	return askSilero(
		keeper.length,
		(from, into) => keeper.read(from, into),
		async (sound, lanes) => {
			state ??= new ort.Tensor('float32', new Float32Array(lanes * MEMORY), [2, lanes, MEMORY / 2]);
			const input = new ort.Tensor('float32', sound, [lanes, sound.length / lanes]);
			const answer = await network.run({ input, state, sr });
			state = answer['stateN'] as ort.Tensor;
			return (answer['output'] as ort.Tensor).data as Float32Array;
		}
	);
}
