import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eyeContact } from '$lib/gaze/eye-contact.svelte';
import { measures } from '$lib/practice/delivery/measures.svelte';
import { Sitting, type SittingGiven } from './sitting.svelte';

const ANSWER = { id: 'answer', takeIds: [], cutShortIds: [], isClosed: false };
const GIVEN = {
	sessionId: 'session',
	plan: { format: {}, questions: [{ text: 'Why this specialty?' }] },
	answers: [ANSWER],
	position: null,
	standing: null,
	person: null
} as unknown as SittingGiven;

/** A sitting whose recorder runs, and takes as long to stop as the test likes. */
async function recording(): Promise<{ sitting: Sitting; written: () => void }> {
	const sitting = new Sitting(GIVEN, () => undefined);
	let written = (): void => undefined;
	const last = new Promise<void>((done) => (written = done));
	sitting.taking.stream = new MediaStream();
	vi.spyOn(sitting.taking, 'start').mockResolvedValue({
		takeId: 'take',
		startedAtMs: 1234,
		stop: () => Promise.resolve()
	});
	vi.spyOn(sitting.taking, 'runningTakeId', 'get').mockReturnValue('take');
	vi.spyOn(sitting.taking, 'stop').mockReturnValue(last);
	await sitting.startRecording(0);
	return { sitting, written };
}

beforeEach(() => {
	vi.spyOn(eyeContact, 'beginTake').mockReturnValue();
	vi.spyOn(eyeContact, 'endTake');
	vi.spyOn(measures, 'keep').mockResolvedValue(true);
	vi.spyOn(measures, 'analyse').mockResolvedValue();
});
afterEach(() => vi.restoreAllMocks());

it('stops following the eyes when the stop is ordered, not when the last bytes are written', async () => {
	const { sitting, written } = await recording();
	const stopping = sitting.stopRecording();
	expect(eyeContact.endTake).toHaveBeenCalledOnce();
	expect(measures.keep).not.toHaveBeenCalled();
	written();
	await stopping;
	await vi.waitFor(() => expect(measures.analyse).toHaveBeenCalledOnce());
	expect(measures.keep).toHaveBeenCalledWith(
		'take',
		expect.objectContaining({ gaze: expect.anything() })
	);
	expect(eyeContact.endTake).toHaveBeenCalledOnce();
});

it('does so too when the interview is left', async () => {
	const { sitting, written } = await recording();
	const closing = sitting.close();
	expect(eyeContact.endTake).toHaveBeenCalledOnce();
	written();
	await closing;
	await vi.waitFor(() => expect(measures.keep).toHaveBeenCalledOnce());
});

it('follows the eyes since the recorder was told to begin, not since it said that it runs', async () => {
	const { sitting } = await recording();
	expect(eyeContact.beginTake).toHaveBeenCalledWith(sitting.taking.stream, 1234);
});
