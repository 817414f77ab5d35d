import { afterEach, expect, it, vi } from 'vitest';
import { Retake } from './retake.svelte';

afterEach(() => vi.restoreAllMocks());

it('closes the interview again, also when the recording did not begin', async () => {
	const told: string[] = [];
	vi.spyOn(globalThis, 'fetch').mockImplementation((path) => {
		told.push(String(path).split('/').at(-1) ?? '');
		return Promise.resolve(new Response(null, { status: 204 }));
	});
	const answer = { id: 'answer', position: 0, question: 'Why us?' };
	const retake = new Retake({ sessionId: 'session', answer, isGuest: true, wasFinished: true });
	// no camera is open, so nothing can be recorded
	await retake.start();
	expect([told, retake.state]).toEqual([['retake'], 'opening']);
	await retake.close();
	expect(told).toEqual(['retake', 'finish']);
});
