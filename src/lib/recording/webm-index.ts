/**
 * Makes a recorded WebM seekable without copying it. The index is built from the chunks as they come; at the end it gives
 * a new start of the file (length, duration, cues), behind which the recorded bytes stand as they are.
 */
import {
	element,
	elementHead,
	ELEMENTS,
	float64,
	LONGEST_HEAD,
	readHead,
	readUnsigned,
	uint
} from './ebml.ts';
import { concatenate } from './spool.ts';

/** Where playing can begin. Positions in bytes from the first cluster, times in milliseconds. */
interface Cue {
	atMs: number;
	position: number;
}

export interface SeekableStart {
	/** Replaces everything before `keepFrom`. */
	head: Uint8Array<ArrayBuffer>;
	/** The recorded bytes from here on to `keepTo` follow the head. */
	keepFrom: number;
	keepTo: number;
	durationMs: number;
}

/** A recording without pictures has a cue this often, in milliseconds. */
const SOUND_CUE_MS = 2000;
/** The longest start before the first cluster, in bytes; more is no recording of a browser. */
const MOST_START_BYTES = 1_000_000;
/** RFC 9559 section 5.1.2.9. */
const DEFAULT_SCALE_NS = 1_000_000;
const VIDEO = 1;

export class WebmIndex {
	/** Up to here the recorded bytes are whole elements. */
	#wholeBytes = 0;
	#fedBytes = 0;
	/** Bytes of an element's head that has not come whole yet. */
	#rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);
	/** Bytes that are still to come of an element whose content does not matter. */
	#skip = 0;
	#start: Uint8Array<ArrayBuffer> | undefined;
	#scale = DEFAULT_SCALE_NS / 1e6;
	#videoTrack: number | undefined;
	#cluster = { position: 0, timestamp: 0 };
	#cues: Cue[] = [];
	#latest = new Map<number, { atMs: number; everyMs: number }>();
	/** Something was not understood: where the elements lie behind it is not known. */
	#isBroken = false;

	/** Takes the next bytes of the recording. @throws {RangeError} when they are no WebM: from then on there is no index */
	feed(bytes: Uint8Array): void {
		if (this.#isBroken) return;
		this.#isBroken = true;
		this.#take(bytes);
		this.#isBroken = false;
	}

	#take(bytes: Uint8Array): void {
		const skipped = Math.min(this.#skip, bytes.byteLength);
		this.#skip -= skipped;
		this.#fedBytes += bytes.byteLength;
		if (this.#skip > 0) return;
		const fresh = concatenate([this.#rest, bytes.subarray(skipped)]);
		const base = this.#fedBytes - fresh.byteLength;
		if (this.#start) this.#wholeBytes = Math.max(this.#wholeBytes, base);
		const from = this.#start ? 0 : this.#readStart(fresh);
		const reached = this.#start ? this.#walk(fresh, from, base) : 0;
		this.#skip = Math.max(0, reached - fresh.byteLength);
		this.#rest = fresh.slice(Math.min(reached, fresh.byteLength));
	}

	/** What makes the bytes that were fed a seekable file; null when there is no frame in them, or they are no WebM. */
	finish(): SeekableStart | null {
		if (this.#isBroken || !this.#start || this.#latest.size === 0) return null;
		const keepFrom = this.#start.byteLength;
		const ends = [...this.#latest.values()].map(({ atMs, everyMs }) => atMs + everyMs);
		const durationMs = Math.max(...ends);
		const keepTo = this.#wholeBytes;
		const head = this.#makeHead(this.#start, durationMs, keepTo - keepFrom);
		return { head, keepFrom, keepTo, durationMs };
	}

	/** Everything before the first cluster has to be there at once. Returns where that begins, or 0. */
	#readStart(bytes: Uint8Array): number {
		let at = 0;
		for (;;) {
			const head = readHead(bytes, at);
			if (at === 0 && head && head.id !== ELEMENTS.ebml) throw new RangeError('this is not WebM');
			if (head?.id === ELEMENTS.cluster) break;
			if (!head || at > bytes.byteLength) {
				if (bytes.byteLength > MOST_START_BYTES) throw new RangeError('this WebM has no cluster');
				return 0;
			}
			at += head.headBytes + (head.id === ELEMENTS.segment ? 0 : (head.size ?? Infinity));
		}
		this.#start = bytes.slice(0, at);
		for (const { id, content } of children(this.#start)) {
			if (id === ELEMENTS.info) this.#readInfo(content);
			if (id === ELEMENTS.tracks) this.#readTracks(content);
		}
		this.#wholeBytes = at;
		return at;
	}

	#readInfo(info: Uint8Array): void {
		for (const { id, content } of children(info)) {
			if (id === ELEMENTS.timestampScale)
				this.#scale = readUnsigned(content, 0, content.length) / 1e6;
		}
	}

	#readTracks(tracks: Uint8Array): void {
		for (const entry of children(tracks)) {
			const fields = new Map(
				children(entry.content).map(({ id, content }) => [
					id,
					readUnsigned(content, 0, content.length)
				])
			);
			if (fields.get(ELEMENTS.trackType) === VIDEO) {
				this.#videoTrack ??= fields.get(ELEMENTS.trackNumber);
			}
		}
	}

	/**
	 * Walks the elements from `at` on; `base` is where `bytes` begin in the file. Returns where the next one begins, which
	 * may be beyond the bytes.
	 */
	#walk(bytes: Uint8Array, from: number, base: number): number {
		let at = from;
		while (at < bytes.byteLength) {
			const head = readHead(bytes, at);
			if (!head) break;
			const content = at + head.headBytes;
			if (head.id === ELEMENTS.cluster) {
				this.#cluster = { position: base + at - (this.#start?.byteLength ?? 0), timestamp: 0 };
				at = content;
			} else {
				if (head.size === null) throw new RangeError('an element without a size');
				// whether a block in a group is a key frame is told behind it
				const isGroup = head.id === ELEMENTS.blockGroup;
				const seen = isGroup ? head.size : Math.min(head.size, LONGEST_HEAD);
				if (content + seen > bytes.byteLength) break;
				this.#note(head.id, bytes.subarray(content, content + head.size));
				at = content + head.size;
				if (at <= bytes.byteLength) this.#wholeBytes = base + at;
			}
		}
		return at;
	}

	#note(id: number, content: Uint8Array): void {
		if (id === ELEMENTS.timestamp) {
			this.#cluster.timestamp = readUnsigned(content, 0, content.length);
		} else if (id === ELEMENTS.simpleBlock) {
			this.#noteBlock(content, ((content[3] ?? 0) & 0x80) !== 0);
		} else if (id === ELEMENTS.blockGroup) {
			const parts = children(content);
			const block = parts.find((part) => part.id === ELEMENTS.block);
			const isKey = parts.every((part) => part.id !== ELEMENTS.referenceBlock);
			if (block) this.#noteBlock(block.content, isKey);
		}
	}

	#noteBlock(block: Uint8Array, isKey: boolean): void {
		const track = (block[0] ?? 0) & 0x7f;
		const relative = (readUnsigned(block, 1, 2) << 16) >> 16;
		const atMs = (this.#cluster.timestamp + relative) * this.#scale;
		const before = this.#latest.get(track);
		const everyMs = before ? Math.max(0, atMs - before.atMs) : 0;
		this.#latest.set(track, { atMs: Math.max(atMs, before?.atMs ?? 0), everyMs });
		if (this.#isCue(track, isKey, atMs)) {
			this.#cues.push({ atMs, position: this.#cluster.position });
		}
	}

	#isCue(track: number, isKey: boolean, atMs: number): boolean {
		if (this.#videoTrack !== undefined) return track === this.#videoTrack && isKey;
		const last = this.#cues.at(-1);
		if (!last) return true;
		return this.#cluster.position !== last.position && atMs - last.atMs >= SOUND_CUE_MS;
	}

	#makeHead(start: Uint8Array, durationMs: number, kept: number): Uint8Array<ArrayBuffer> {
		const parts = children(start);
		const whole = (wanted: number) =>
			parts.filter(({ id }) => id === wanted).map(({ content }) => element(wanted, content));
		const ebml = concatenate(whole(ELEMENTS.ebml));
		const info = this.#makeInfo(parts.find(({ id }) => id === ELEMENTS.info)?.content, durationMs);
		const tracks = concatenate([...whole(ELEMENTS.tracks), ...whole(ELEMENTS.tags)]);
		const seekBytes = makeSeekHead(0, 0, 0).byteLength;
		const cuesBytes = this.#makeCues(0).byteLength;
		const infoAt = seekBytes;
		const tracksAt = infoAt + info.byteLength;
		const cuesAt = tracksAt + tracks.byteLength;
		const clustersAt = cuesAt + cuesBytes;
		return concatenate([
			ebml,
			elementHead(ELEMENTS.segment, clustersAt + kept),
			makeSeekHead(infoAt, tracksAt, cuesAt),
			info,
			tracks,
			this.#makeCues(clustersAt)
		]);
	}

	#makeInfo(info: Uint8Array | undefined, durationMs: number): Uint8Array {
		const others = info ? children(info).filter(({ id }) => id !== ELEMENTS.duration) : [];
		return element(
			ELEMENTS.info,
			...others.map(({ id, content }) => element(id, content)),
			element(ELEMENTS.duration, float64(durationMs / this.#scale))
		);
	}

	#makeCues(clustersAt: number): Uint8Array {
		const points = this.#cues.map(({ atMs, position }) =>
			element(
				ELEMENTS.cuePoint,
				element(ELEMENTS.cueTime, uint(Math.round(Math.max(0, atMs) / this.#scale), 8)),
				element(
					ELEMENTS.cueTrackPositions,
					element(ELEMENTS.cueTrack, uint(this.#videoTrack ?? 1, 1)),
					element(ELEMENTS.cueClusterPosition, uint(clustersAt + position, 8))
				)
			)
		);
		return element(ELEMENTS.cues, ...points);
	}
}

function makeSeekHead(infoAt: number, tracksAt: number, cuesAt: number): Uint8Array {
	const seek = (id: number, at: number) =>
		element(
			ELEMENTS.seek,
			element(ELEMENTS.seekId, uint(id, 4)),
			element(ELEMENTS.seekPosition, uint(at, 8))
		);
	return element(
		ELEMENTS.seekHead,
		seek(ELEMENTS.info, infoAt),
		seek(ELEMENTS.tracks, tracksAt),
		seek(ELEMENTS.cues, cuesAt)
	);
}

/** The elements one after the other; a segment's are counted among them. */
function children(bytes: Uint8Array): { id: number; content: Uint8Array }[] {
	const found: { id: number; content: Uint8Array }[] = [];
	for (let at = 0; at < bytes.byteLength;) {
		const head = readHead(bytes, at);
		if (!head) break;
		at += head.headBytes;
		if (head.id === ELEMENTS.segment) continue;
		const end = Math.min(bytes.byteLength, at + (head.size ?? Infinity));
		found.push({ id: head.id, content: bytes.subarray(at, end) });
		at = end;
	}
	return found;
}
