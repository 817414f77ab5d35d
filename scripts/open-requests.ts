import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface OpenRequests {
	/** Ends idle connections now, each other one with its last answer, and all of them after `mostMs`. */
	finish(mostMs: number): Promise<void>;
}

/**
 * Keeps count of the requests in flight on each connection of `server`.
 * Node's own `closeIdleConnections` leaves connections open that a browser made in advance and never used.
 */
export function countRequests(server: Server): OpenRequests {
	const inFlight = new Map<Socket, number>();
	let finishing = false;
	const change = (socket: Socket, by: number) => {
		const count = inFlight.get(socket);
		if (count === undefined) return;
		inFlight.set(socket, count + by);
		if (finishing && count + by === 0) socket.destroySoon();
	};
	server.on('connection', (socket) => {
		inFlight.set(socket, 0);
		socket.once('close', () => inFlight.delete(socket));
	});
	server.on('request', (request, response) => {
		change(request.socket, 1);
		if (finishing) response.setHeader('connection', 'close');
		response.once('close', () => change(request.socket, -1));
	});
	return {
		async finish(mostMs) {
			finishing = true;
			for (const [socket, count] of inFlight) if (count === 0) socket.destroySoon();
			const closed = [...inFlight.keys()].map(
				(socket) => new Promise((done) => socket.once('close', done))
			);
			const timer = setTimeout(() => server.closeAllConnections(), mostMs);
			await Promise.all(closed);
			clearTimeout(timer);
		}
	};
}
