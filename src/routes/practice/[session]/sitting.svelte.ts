/**
 * One sitting of an interview in this browser: the devices and recorder of `Taking`, the interviewer's voice, what is
 * measured, and the way to the server, put together for the conductor.
 */
import { chime } from '$lib/interview/chime.browser';
import { Conductor, type Ports } from '$lib/interview/conductor.svelte';
import { interviewerVoice } from '$lib/interview/interviewer-voice.svelte';
import type { Mark } from '$lib/interview/marks';
import type { Plan } from '$lib/interview/plan';
import { isCutShort, type Standing } from '$lib/interview/standing';
import { longestSpeakingMs } from '$lib/recording/room';
import { outgoing } from '$lib/upload/outgoing.svelte';
import { closeAnswersAt } from './close-answers.browser';
import { keepStandingAt, type StandingKeeper } from './keep-standing.browser';
import { Measuring } from './measuring.svelte';
import { Taking } from './taking.svelte';

export interface SittingGiven {
	sessionId: string;
	plan: Plan;
	answers: { id: string; takeIds: string[]; cutShortIds: string[]; isClosed: boolean }[];
	position: number | null;
	standing: Standing | null;
	person: { isAnonymous: boolean } | null;
}

const SOUND_KEY = 'vivavoce-sound';
const CHIMES: Partial<Record<Mark, Parameters<typeof chime>[0]>> = {
	'last-30': 'last-30',
	'last-10': 'last-10',
	limit: 'limit',
	'limit-follow-up': 'limit',
	overrun: 'limit'
};

export class Sitting implements Ports {
	/** Camera, microphone and recorder. */
	taking: Taking;
	conductor = $state.raw<Conductor>();
	sound = $state(wantsSound());
	/** Why the server could not be told that the interview is over: no connection, or the interview is not there any more. */
	cannotFinish = $state<'unreachable' | 'gone'>();
	/** It has ended, and whatever was recorded is on this device. */
	isClosed = $state(false);
	#given: SittingGiven;
	/** It was left, perhaps while the camera was still opening. */
	#isLeft = false;
	#closeAnswer: (position: number) => void;
	#onEnd: () => void;
	#standing: StandingKeeper;
	#measuring = new Measuring();
	/** A second person is here to ask; known before the conductor is there. */
	#peer = false;

	constructor(given: SittingGiven, onEnd: () => void) {
		this.#given = given;
		this.#onEnd = onEnd;
		this.#standing = keepStandingAt(`/api/sessions/${given.sessionId}/standing`);
		this.#closeAnswer = closeAnswersAt(`/api/sessions/${given.sessionId}/answers`);
		this.taking = new Taking(given.sessionId, given.person?.isAnonymous ?? false, {
			lost: (cause) => this.conductor?.tell({ type: 'trouble', cause }),
			devicesChanged: () => this.#devicesChanged()
		});
	}

	/** Opens the camera and begins; without a camera it begins interrupted, with a way on. */
	async begin(): Promise<void> {
		const recovered = await outgoing.recover();
		if (this.#isLeft) return;
		await this.taking.open(longestSpeakingMs(this.#given.plan.format));
		if (this.#isLeft) return;
		const { plan, answers, position, standing } = this.#given;
		const { format, questions } = plan;
		const cutShort = answers.flatMap(({ cutShortIds }) => cutShortIds);
		const isCut = (id: string) =>
			cutShort.includes(id) || recovered.includes(id) || isCutShort(standing, id);
		const taken = answers.map(takesAnywhere);
		const takes = taken.map((ids) => ids.filter((id) => !isCut(id)).length);
		const latest = position === null ? undefined : taken[position]?.at(-1);
		const latestCut = latest !== undefined && isCut(latest);
		const left = answers.flatMap(({ isClosed }, at) => (isClosed ? [at] : []));
		const where = { position, left, standing, peer: this.#peer };
		const has = { takes, hasRecording: latest !== undefined, isCutShort: latestCut };
		this.conductor = new Conductor({ format, questions, ...where, ...has }, this);
		for (const takeId of recovered) this.conductor.tell({ type: 'came-to-nothing', takeId });
		if (!this.taking.stream) this.conductor.tell({ type: 'trouble', cause: 'camera' });
		addEventListener('online', this.#onOnline);
		addEventListener('pagehide', this.#onLeave);
	}

	/** Somebody who asks the questions has come, or has left. */
	setPeer(isHere: boolean): void {
		this.#peer = isHere;
		this.conductor?.tell({ type: isHere ? 'peer-joined' : 'peer-left' });
	}

	/** Tries camera and microphone again after trouble. */
	async reopen(): Promise<void> {
		if (await this.taking.reopen()) this.conductor?.tell({ type: 'devices-back' });
	}

	setSound(on: boolean): void {
		this.sound = on;
		try {
			localStorage.setItem(SOUND_KEY, on ? 'on' : 'off');
		} catch {
			// a browser that keeps nothing: the choice holds for this page
		}
	}

	/** Ends the sitting; a recording that still runs is stopped and kept first. */
	async close(): Promise<void> {
		this.#isLeft = true;
		removeEventListener('online', this.#onOnline);
		removeEventListener('pagehide', this.#onLeave);
		this.conductor?.dispose();
		// the take that still runs is named in what was kept last, which says that it was cut short
		this.#standing.flush();
		const takeId = this.taking.runningTakeId;
		if (takeId !== undefined) this.#measuring.stop(takeId);
		await this.taking.close();
		this.isClosed = true;
		if (takeId !== undefined) void this.#measuring.end(takeId);
		this.#measuring.dispose();
	}

	async ask(position: number, followUp: string | null, signal: AbortSignal): Promise<void> {
		const { format, questions } = this.#given.plan;
		const question = questions[position];
		const text = followUp ?? question?.text;
		if (text === undefined) return;
		// where the recording begins by itself, a question that nobody speaks must be read first
		const pause = followUp !== null || (format.begins === 'itself' && format.preparationS === null);
		await interviewerVoice.speak(text, { signal, speaker: question?.interviewer ?? 0, pause });
	}

	async startRecording(position: number): Promise<string> {
		const answer = this.#given.answers[position];
		const question = this.#given.plan.questions[position];
		if (!answer || !question) throw new Error('no such question');
		const begun = await this.taking.start({ answerId: answer.id, question: question.text });
		const { takeId, startedAtMs } = begun;
		if (this.taking.stream) this.#measuring.begin(this.taking.stream, takeId, startedAtMs);
		return takeId;
	}

	async stopRecording(): Promise<void> {
		const takeId = this.taking.runningTakeId;
		if (takeId !== undefined) this.#measuring.stop(takeId);
		try {
			await this.taking.stop();
		} finally {
			// measured in its own time: the interview does not wait for it
			if (takeId !== undefined) void this.#measuring.end(takeId);
		}
	}

	leaveQuestion(position: number): void {
		this.#closeAnswer(position);
	}

	save(standing: Standing, urgent: boolean): void {
		this.#standing.keep(standing, urgent);
	}

	passMark(mark: Mark): void {
		const tone = CHIMES[mark];
		if (this.sound && tone) chime(tone);
	}

	end(): void {
		void this.finish();
	}

	async finish(): Promise<void> {
		this.cannotFinish = undefined;
		// what was cut short and what was kept must be there before the end, after which nothing changes
		if (!(await this.#standing.settle())) {
			this.cannotFinish = 'unreachable';
			return;
		}
		const result = await post(`/api/sessions/${this.#given.sessionId}/finish`);
		if (result !== 'done') {
			this.cannotFinish = result;
			return;
		}
		await this.close();
		this.#onEnd();
	}

	/** A camera that is plugged in again needs no button; another change may have moved the sound elsewhere. */
	#devicesChanged(): void {
		if (this.conductor?.interview.phase.name === 'interrupted') void this.reopen();
		else this.conductor?.tell({ type: 'sound-device' });
	}

	#onOnline = (): void => {
		if (this.cannotFinish === 'unreachable') void this.finish();
	};

	#onLeave = (): void => this.#standing.flush();
}

/** The takes of an answer: what the server has, and what still waits on this device. */
function takesAnywhere({ id, takeIds }: SittingGiven['answers'][number]): string[] {
	const here = outgoing.list.filter(({ take }) => take.answerId === id);
	return [...new Set([...takeIds, ...here.map(({ take }) => take.takeId)])];
}

function wantsSound(): boolean {
	try {
		return localStorage.getItem(SOUND_KEY) === 'on';
	} catch {
		return false;
	}
}

/** Tells the server; tries three times, because a mobile network blinks. */
async function post(path: string): Promise<'done' | 'gone' | 'unreachable'> {
	for (let attempt = 1; attempt <= 3; attempt++) {
		const response = await fetch(path, { method: 'POST', keepalive: true }).catch(() => null);
		if (response?.ok) return 'done';
		if (response && response.status < 500) return 'gone';
		await new Promise((done) => setTimeout(done, attempt * 700));
	}
	return 'unreachable';
}
