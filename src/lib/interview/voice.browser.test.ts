import { afterEach, beforeEach, expect, it } from 'vitest';
import { InterviewerVoice } from './interviewer-voice.svelte.ts';

/** Stands in for the engine, because a browser without a screen has no voice: does what each test says with a piece. */
class Engine extends EventTarget {
	paused = false;
	speaking = false;
	said: string[] = [];
	cancelled = 0;
	voices = [local('Sam')];
	act: (utterance: SpeechSynthesisUtterance) => void = (utterance) => {
		utterance.onstart?.(new Event('start') as SpeechSynthesisEvent);
		setTimeout(() => utterance.onend?.(new Event('end') as SpeechSynthesisEvent));
	};
	getVoices = () => this.voices;
	cancel = () => void this.cancelled++;
	resume = () => (this.paused = false);
	speak(utterance: SpeechSynthesisUtterance): void {
		this.said.push(utterance.text);
		this.act(utterance);
	}
	become(): InterviewerVoice {
		return new InterviewerVoice(this as unknown as SpeechSynthesis);
	}
}
const local = (name: string) =>
	({
		name,
		voiceURI: name,
		lang: 'en-US',
		localService: true,
		default: true
	}) as SpeechSynthesisVoice;
/** An utterance only takes a real voice; the stand-in's is put aside. */
const ownVoice = Object.getOwnPropertyDescriptor(SpeechSynthesisUtterance.prototype, 'voice')!;

let engine: Engine;
beforeEach(() => {
	localStorage.clear();
	engine = new Engine();
	Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', {
		configurable: true,
		set: () => undefined,
		get: () => null
	});
});
afterEach(() => Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', ownVoice));

it('says each sentence in turn', async () => {
	expect(await engine.become().speak('Why us? Why now?')).toBe('spoken');
	expect(engine.said).toEqual(['Why us?', 'Why now?']);
});

it('stops at once when told to, and says nothing more', async () => {
	const stop = new AbortController();
	engine.act = () => stop.abort();
	const voice = engine.become();
	expect(await voice.speak('Why us? Why now?', { signal: stop.signal })).toBe('stopped');
	expect(engine.said).toEqual(['Why us?']);
	expect(voice.speaking).toBe(false);
});

it('goes on silently when the voice fails, and says so', async () => {
	engine.act = (utterance) =>
		setTimeout(() => utterance.onerror?.(new Event('error') as SpeechSynthesisErrorEvent));
	const voice = engine.become();
	expect(await voice.speak('Why us?')).toBe('silent');
	expect(voice.broken).toBe(true);
	expect(await voice.speak('Why now?')).toBe('silent');
	expect(engine.said).toEqual(['Why us?']);
});

it('ends even when the engine says nothing at all', async () => {
	engine.act = () => undefined;
	expect(await engine.become().speak('Why us?')).toBe('silent');
});

it('uses voices that arrive late', async () => {
	engine.voices = [];
	const voice = engine.become();
	const saying = voice.speak('Why us?');
	engine.voices = [local('Late')];
	engine.dispatchEvent(new Event('voiceschanged'));
	expect(await saying).toBe('spoken');
});

it('is silent where the browser has no voice of its own, or when that was chosen, and that is kept', async () => {
	engine.voices = [{ ...local('Cloud'), localService: false }];
	expect(await engine.become().speak('Why us?')).toBe('silent');
	engine.voices = [local('Sam')];
	const voice = engine.become();
	await voice.ready();
	voice.choose({ silent: true });
	expect(await engine.become().speak('Why us?')).toBe('silent');
	expect(engine.said).toEqual([]);
});

it('stops what is said when silence is chosen, and lets it be read', async () => {
	const voice = engine.become();
	engine.act = () => voice.choose({ silent: true });
	expect(await voice.speak('Why us? Why now?')).toBe('silent');
	expect(engine.said).toEqual(['Why us?']);
	expect([voice.speaking, voice.broken]).toEqual([false, false]);
});

it('really asks the browser it runs in, which has no voice here, and still settles', async () => {
	expect(['spoken', 'silent']).toContain(await new InterviewerVoice().speak('Why us?'));
});
