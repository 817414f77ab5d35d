/**
 * Passes signals between the pages of a peer interview, in this process; nothing of it is stored. A page that opens
 * (again) hears at once who is here and how the applicant's page stands.
 */
import { HERE_EVERY_MS, type Heard, type Role, type Signal, type Stand } from './peer.ts';

/** One open page. */
export interface Listener {
	role: Role;
	hear(what: Heard): void;
	close(): void;
}

interface Room {
	listeners: Map<Listener, { aliveAtMs: number }>;
	stand: Stand | null;
}

/**
 * A page that is silent for longer than a hidden page may be is gone, in milliseconds.
 * @source Chromium wakes the timers of long-hidden pages once a minute ("intensive throttling")
 */
const GONE_AFTER_MS = 75_000;
/** Windows of one person; the oldest makes room for one more, because it may be a line that nobody holds any more. */
const MOST_PAGES = 4;

export interface PeerHub {
	/** Lets a page listen; returns how to leave. */
	join(id: string, listener: Listener): () => void;
	/** Passes a signal on to the other role's pages; false when none of them is here. */
	pass(id: string, role: Role, signal: Signal): boolean;
	/** Tells every page and, when it is over, lets them go. */
	tellAll(id: string, what: Extract<Heard, { type: 'swapped' | 'ended' }>): void;
	/** Lets every page go, because the server stops. */
	close(): void;
}

/** `now`: milliseconds of a clock that only counts up. */
export function createPeerHub(now: () => number): PeerHub {
	const rooms = new Map<string, Room>();
	const timer = setInterval(dropSilent, HERE_EVERY_MS);
	timer.unref();

	function dropSilent(): void {
		for (const [id, room] of rooms) {
			for (const [listener, { aliveAtMs }] of room.listeners) {
				if (now() - aliveAtMs > GONE_AFTER_MS) drop(id, listener);
			}
		}
	}

	function drop(id: string, listener: Listener): void {
		const room = rooms.get(id);
		if (!room?.listeners.delete(listener)) return;
		listener.close();
		if (room.listeners.size === 0) rooms.delete(id);
		else tellWhoIsHere(room);
	}

	function join(id: string, listener: Listener): () => void {
		const room = rooms.get(id) ?? { listeners: new Map(), stand: null };
		rooms.set(id, room);
		const same = [...room.listeners.keys()].filter(({ role }) => role === listener.role);
		room.listeners.set(listener, { aliveAtMs: now() });
		if (room.stand && listener.role === 'interviewer') {
			listener.hear({ type: 'stand', stand: room.stand });
		}
		tellWhoIsHere(room);
		if (same.length >= MOST_PAGES && same[0]) drop(id, same[0]);
		return () => drop(id, listener);
	}

	function pass(id: string, role: Role, signal: Signal): boolean {
		const room = rooms.get(id);
		if (!room) return false;
		for (const [listener, sign] of room.listeners) {
			if (listener.role === role) sign.aliveAtMs = now();
		}
		if (signal.type === 'here') return true;
		if (signal.type === 'stand') room.stand = signal.stand;
		const others = [...room.listeners.keys()].filter((each) => each.role !== role);
		for (const other of others) other.hear(signal);
		return others.length > 0;
	}

	function tellAll(id: string, what: Heard): void {
		const room = rooms.get(id);
		if (!room) return;
		for (const listener of room.listeners.keys()) listener.hear(what);
		// after a swap every page opens again in its new role
		rooms.delete(id);
		for (const listener of room.listeners.keys()) listener.close();
	}

	return {
		join,
		pass,
		tellAll,
		close() {
			clearInterval(timer);
			for (const id of [...rooms.keys()]) {
				for (const listener of rooms.get(id)?.listeners.keys() ?? []) listener.close();
			}
			rooms.clear();
		}
	};
}

function tellWhoIsHere({ listeners }: Room): void {
	const isHere = (role: Role) => [...listeners.keys()].some((each) => each.role === role);
	const what: Heard = {
		type: 'present',
		applicant: isHere('applicant'),
		interviewer: isHere('interviewer')
	};
	for (const listener of listeners.keys()) listener.hear(what);
}
