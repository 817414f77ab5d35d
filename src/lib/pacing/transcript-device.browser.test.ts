import { afterEach, expect, it } from 'vitest';
import { makeVoice, regularPhrases } from '../../../tests/fixtures/voice.ts';
import {
	deviceTranscriber,
	listenOnDevice,
	recognisesOnDevice
} from './transcript-device.browser.ts';

const own = Object.getOwnPropertyDescriptor(globalThis, 'SpeechRecognition');
afterEach(() => {
	if (own) Object.defineProperty(globalThis, 'SpeechRecognition', own);
	else Reflect.deleteProperty(globalThis, 'SpeechRecognition');
});

interface Hearing {
	signal: AbortSignal;
	onprogress: (part: number) => void;
}

async function hear(address: string, { signal, onprogress }: Hearing) {
	const { text, segments } = await deviceTranscriber(onprogress).transcribe(address, signal);
	expect(text).toBe((segments ?? []).map((segment) => segment.text).join(' '));
	return segments ?? [];
}

it('never listens in a browser that would send the voice away', async () => {
	const onDevice = await recognisesOnDevice();
	const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
	const [track] = stream.getAudioTracks();
	const listening = listenOnDevice(track!).then((ear) => ear.stop());
	if (onDevice) await expect(listening).resolves.toBeInstanceOf(Array);
	else await expect(listening).rejects.toThrow('on this device');
	track!.stop();
});

it('plays a recording to a recogniser that works on this device, and to no other', async () => {
	// sound may play without a click while the microphone is open
	await navigator.mediaDevices.getUserMedia({ audio: true });
	const address = URL.createObjectURL(recording());
	const told: number[] = [];
	const hearing = {
		signal: new AbortController().signal,
		onprogress: (part: number) => told.push(part)
	};
	install('downloadable');
	expect(await recognisesOnDevice()).toBe(false);
	await expect(hear(address, hearing)).rejects.toThrow('on this device');

	install('available');
	expect(await recognisesOnDevice()).toBe(true);
	const words = await hear(address, hearing);
	expect(FakeRecogniser.last).toMatchObject({ processLocally: true, lang: 'en-US' });
	expect(FakeRecogniser.last?.track?.kind).toBe('audio');
	expect(words.map(({ text }) => text)).toEqual(['I am a doctor']);
	expect(words[0]!.endMs).toBeGreaterThan(words[0]!.startMs);
	expect(told.every((part) => part >= 0 && part <= 1)).toBe(true);
});

it('keeps the words within the recording, also those before a recogniser that ended early', async () => {
	await navigator.mediaDevices.getUserMedia({ audio: true });
	install('available');
	FakeRecogniser.endsEarly = true;
	const words = await hear(URL.createObjectURL(recording()), {
		signal: new AbortController().signal,
		onprogress: () => undefined
	});
	FakeRecogniser.endsEarly = false;
	expect(words.map(({ text }) => text)).toEqual(['Good morning', 'I am a doctor']);
	expect(FakeRecogniser.starts).toBeGreaterThan(1);
	expect(words.at(-1)!.endMs).toBeLessThanOrEqual(LENGTH_MS);
});

it('keeps nothing of a recogniser that cannot go on', async () => {
	await navigator.mediaDevices.getUserMedia({ audio: true });
	install('available');
	FakeRecogniser.fails = true;
	const hearing = hear(URL.createObjectURL(recording()), {
		signal: new AbortController().signal,
		onprogress: () => undefined
	});
	await expect(hearing).rejects.toThrow('not-allowed');
	FakeRecogniser.fails = false;
});

it('stops when it is told to', async () => {
	await navigator.mediaDevices.getUserMedia({ audio: true });
	install('available');
	const stop = new AbortController();
	const hearing = hear(URL.createObjectURL(recording()), {
		signal: stop.signal,
		onprogress: () => undefined
	});
	setTimeout(() => stop.abort(new Error('stopped by the person')), 0);
	await expect(hearing).rejects.toThrow('stopped by the person');
});

function install(answer: string): void {
	FakeRecogniser.answer = answer;
	Object.defineProperty(globalThis, 'SpeechRecognition', {
		value: FakeRecogniser,
		configurable: true
	});
}

/** No browser here has a recogniser of its own: one that understands the same sentence in everything. */
class FakeRecogniser extends EventTarget {
	static answer = 'available';
	static endsEarly = false;
	static fails = false;
	static starts = 0;
	static last: FakeRecogniser | null = null;
	track: MediaStreamTrack | undefined;
	static available = () => Promise.resolve(FakeRecogniser.answer);
	get processLocally(): boolean {
		return this.#isLocal;
	}
	set processLocally(isLocal: boolean) {
		this.#isLocal = isLocal;
	}
	#isLocal = false;

	start(track?: MediaStreamTrack): void {
		FakeRecogniser.last = this;
		this.track = track;
		FakeRecogniser.starts++;
		if (FakeRecogniser.fails) {
			setTimeout(() =>
				this.dispatchEvent(Object.assign(new Event('error'), { error: 'not-allowed' }))
			);
		}
		if (!FakeRecogniser.endsEarly) return;
		FakeRecogniser.endsEarly = false;
		// still thinking when it ends
		setTimeout(() => {
			const results = [{ isFinal: false, 0: { transcript: 'Good morning' } }];
			this.dispatchEvent(Object.assign(new Event('result'), { resultIndex: 0, results }));
			this.dispatchEvent(new Event('end'));
		}, 100);
	}
	stop(): void {
		const results = [{ isFinal: true, 0: { transcript: ' I am a doctor ' } }];
		this.dispatchEvent(Object.assign(new Event('result'), { resultIndex: 0, results }));
		this.dispatchEvent(new Event('end'));
	}
	abort(): void {
		this.dispatchEvent(new Event('end'));
	}
}

const VOICE = makeVoice({ phrases: regularPhrases(1, 20, 0), leadS: 0.2, tailS: 0.3 });
const LENGTH_MS = Math.ceil(VOICE.samples.length / 16);

/** A second of a voice as WAV. */
function recording(): Blob {
	const { samples } = VOICE;
	const bytes = new DataView(new ArrayBuffer(44 + 2 * samples.length));
	const say = (at: number, text: string) =>
		[...text].forEach((letter, place) => bytes.setUint8(at + place, letter.charCodeAt(0)));
	say(0, 'RIFF');
	bytes.setUint32(4, 36 + 2 * samples.length, true);
	say(8, 'WAVEfmt ');
	bytes.setUint32(16, 16, true);
	bytes.setUint32(20, 0x10001, true);
	bytes.setUint32(24, 16_000, true);
	bytes.setUint32(28, 32_000, true);
	bytes.setUint32(32, 0x100002, true);
	say(36, 'data');
	bytes.setUint32(40, 2 * samples.length, true);
	samples.forEach((one, at) => bytes.setInt16(44 + 2 * at, Math.round(one * 32_767), true));
	return new Blob([bytes.buffer], { type: 'audio/wav' });
}
