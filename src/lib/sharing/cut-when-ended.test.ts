import { expect, it } from 'vitest';
import { createAccessHub } from './access-hub.server.ts';
import { cutWhenEnded } from './cut-when-ended.server.ts';

const grant = { id: 'grant', seal: 'seal' };
const CHUNK = new Uint8Array(1000);

/** A recording that never ends by itself, and the access that it is sent under. */
function playing() {
	let holds = true;
	let isReadOn = true;
	let isConnected = true;
	const hub = createAccessHub(() =>
		Promise.resolve(new Map(holds ? [[grant.id, [grant.seal]]] : []))
	);
	const endless = new ReadableStream<Uint8Array>({
		pull: (controller) => controller.enqueue(CHUNK),
		cancel: () => void (isReadOn = false)
	});
	const cut = () => void (isConnected = false);
	const response = cutWhenEnded(new Response(endless, { status: 206 }), hub, grant, cut);
	return {
		hub,
		response,
		reader: response.body!.getReader(),
		async end() {
			holds = false;
			await hub.check();
		},
		get state() {
			return { isReadOn, isConnected };
		}
	};
}

it('stops in the middle when the access ends: reader, source and connection', async () => {
	const play = playing();
	expect(play.response.status).toBe(206);
	expect((await play.reader.read()).value).toEqual(CHUNK);
	expect(play.state).toEqual({ isReadOn: true, isConnected: true });
	await play.end();
	await expect(play.reader.read()).rejects.toThrow('access');
	expect(play.state).toEqual({ isReadOn: false, isConnected: false });
	expect(play.hub.size).toBe(0);
	play.hub.close();
});

it('is not watched any more once it was sent, or left', async () => {
	const hub = createAccessHub(() => Promise.resolve(new Map([[grant.id, [grant.seal]]])));
	const whole = cutWhenEnded(new Response('all of it'), hub, grant);
	expect(hub.size).toBe(1);
	expect(await whole.text()).toBe('all of it');
	expect(hub.size).toBe(0);
	const left = cutWhenEnded(new Response('all of it'), hub, grant);
	await left.body!.cancel();
	expect(hub.size).toBe(0);
	hub.close();
});

it('a database that does not answer ends nobody’s review', async () => {
	const hub = createAccessHub(() => Promise.reject(new Error('away')));
	let isEnded = false;
	const end = () => void (isEnded = true);
	hub.watch(grant, { end, evict: end, close: () => undefined });
	await hub.check();
	expect(isEnded).toBe(false);
	hub.close();
});
