import { describe, expect, it } from 'vitest';
import { createPeerHub, type Listener } from './hub.server.ts';
import type { Heard, Role } from './peer.ts';

const STAND = { phase: 'answering', position: 1, clock: null, followUps: [] };

function page(role: Role) {
	const heard: Heard[] = [];
	let isClosed = false;
	const listener: Listener = {
		role,
		hear: (what) => heard.push(what),
		close: () => (isClosed = true)
	};
	return { listener, heard, last: () => heard.at(-1), isClosed: () => isClosed };
}

describe('the hub', () => {
	it('tells each page who is here, also when the other one goes', () => {
		const hub = createPeerHub(() => 0);
		const [ana, ben] = [page('applicant'), page('interviewer')];
		hub.join('a', ana.listener);
		expect(ana.last()).toEqual({ type: 'present', applicant: true, interviewer: false });
		const leave = hub.join('a', ben.listener);
		expect(ana.last()).toEqual({ type: 'present', applicant: true, interviewer: true });
		leave();
		expect(ana.last()).toEqual({ type: 'present', applicant: true, interviewer: false });
		hub.close();
	});

	it('passes a question to the applicant only, and says whether anybody heard it', () => {
		const hub = createPeerHub(() => 0);
		const [ana, ben, other] = [page('applicant'), page('interviewer'), page('applicant')];
		hub.join('a', ben.listener);
		expect(hub.pass('a', 'interviewer', { type: 'ask', position: 1 })).toBe(false);
		hub.join('a', ana.listener);
		hub.join('b', other.listener);
		expect(hub.pass('a', 'interviewer', { type: 'ask', position: 1 })).toBe(true);
		expect(ana.last()).toEqual({ type: 'ask', position: 1 });
		expect(other.heard.some(({ type }) => type === 'ask')).toBe(false);
		expect(ben.heard.some(({ type }) => type === 'ask')).toBe(false);
		hub.close();
	});

	it('tells an interviewer who comes back how the applicant stands', () => {
		const hub = createPeerHub(() => 0);
		const [ana, ben] = [page('applicant'), page('interviewer')];
		hub.join('a', ana.listener);
		hub.pass('a', 'applicant', { type: 'stand', stand: STAND });
		hub.join('a', ben.listener);
		expect(ben.heard).toContainEqual({ type: 'stand', stand: STAND });
		hub.close();
	});

	it('lets every page go after a swap', () => {
		const hub = createPeerHub(() => 0);
		const [ana, ben] = [page('applicant'), page('interviewer')];
		hub.join('a', ana.listener);
		hub.join('a', ben.listener);
		hub.tellAll('a', { type: 'swapped' });
		expect([ana.last(), ben.last()]).toEqual([{ type: 'swapped' }, { type: 'swapped' }]);
		expect([ana.isClosed(), ben.isClosed()]).toEqual([true, true]);
		hub.close();
	});

	it('lets the oldest of five windows of one person go', () => {
		const hub = createPeerHub(() => 0);
		const windows = [1, 2, 3, 4, 5].map(() => page('applicant'));
		for (const { listener } of windows) hub.join('a', listener);
		expect(windows.map(({ isClosed }) => isClosed())).toEqual([true, false, false, false, false]);
		hub.close();
	});
});
