/** Analyses one recording away from the page; answers with a report, or with why it could not decode the recording. */
import { Analyser, type SecondOpinion } from './analyser.ts';
import { openSound, type Sound } from './decode.browser.ts';
import { notMeasured } from './measure.ts';
import type { PacingReport } from './report.ts';
import { askSilero } from './silero.ts';
import { SoundKeeper } from './sound-keeper.ts';

/** What the page sends: a recording, or sound that it decoded itself. */
export type Order = { videoDurationMs?: number | undefined } & (
	{ recording: Blob } | { channels: Float32Array[]; rateHz: number }
);
export type Answer = { report: PacingReport } | { undecodable: string };

self.onmessage = async ({ data }: MessageEvent<Order>) => {
	self.postMessage(await answer(data));
};

async function answer(order: Order): Promise<Answer> {
	try {
		if ('channels' in order)
			return { report: await analyse(decoded(order), order.videoDurationMs) };
		const sound = await openSound(order.recording);
		if (!sound) return { report: notMeasured('The recording has no sound.') };
		try {
			return { report: await analyse(sound, order.videoDurationMs ?? sound.videoDurationMs) };
		} finally {
			sound.close();
		}
	} catch (error) {
		return { undecodable: error instanceof Error ? error.message : String(error) };
	}
}

async function analyse(
	{ rateHz, pieces, missingMs }: Pick<Sound, 'rateHz' | 'pieces' | 'missingMs'>,
	videoDurationMs: number | undefined
): Promise<PacingReport> {
	const keeper = new SoundKeeper();
	const analyser = new Analyser(rateHz, (samples) => keeper.push(samples));
	for await (const channels of pieces) analyser.push(channels);
	const surroundings = videoDurationMs === undefined ? {} : { videoDurationMs };
	return analyser.end({ ...surroundings, missingMs: missingMs() }, () => askNetwork(keeper));
}

function decoded({ channels, rateHz }: { channels: Float32Array[]; rateHz: number }) {
	async function* whole() {
		yield channels;
	}
	return { rateHz, pieces: whole(), missingMs: () => 0 };
}

async function askNetwork(keeper: SoundKeeper): Promise<SecondOpinion> {
	try {
		const { openSilero } = await import('./silero.browser.ts');
		const network = await openSilero();
		const likelihood = await askSilero(
			keeper.length,
			(from, into) => keeper.read(from, into),
			network.step
		);
		await network.close();
		return { likelihood };
	} catch {
		return { unavailable: 'It was noisy, and the detector for noisy sound could not be loaded.' };
	}
}
