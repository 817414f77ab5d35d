/**
 * Reads a WebM recording from beginning to end, in pieces of any size, and remembers what an index needs: its tracks,
 * where its clusters and key frames are, and where its last whole frame ends. It never holds a frame in memory.
 */
import { childrenOf, ID, join, LONGEST_HEAD, readHead, readUnsigned, widthOf } from './ebml.ts';

/** Raised for what this scan does not understand; a demuxer may still. */
export class NotScannable extends Error {
	override name = 'NotScannable';
}

export interface Track {
	number: number;
	isVideo: boolean;
	codec: string;
	/** Whole blocks. */
	blocks: number;
	/** Time of the first and the last block and the end of the last, in ticks. */
	firstTicks: number;
	lastTicks: number;
	endTicks: number;
}

/** Offsets are in bytes from the beginning of the file, times in ticks of `tickNs` nanoseconds. */
export interface Scan {
	tickNs: number;
	/** The elements before the first cluster that are kept, each whole. */
	ebml: Uint8Array;
	tracksElement: Uint8Array;
	apps: { muxing: Uint8Array; writing: Uint8Array };
	tracks: Track[];
	firstCluster: number;
	clusters: Cluster[];
	/** How many clusters begin here, also without a whole frame. */
	clustersBegun: number;
	/** Blocks that can be shown without another one before them, of the track that is indexed. */
	keys: Key[];
	/** The end of the last whole block. */
	wholeBytes: number;
}

export interface Cluster {
	start: number;
	headBytes: number;
	sizeBytes: number;
	/** Is its size written as unknown? */
	isOpen: boolean;
	end: number;
}

export interface Key {
	ticks: number;
	cluster: number;
	/** Offset of its block (or block group) in the file, and the track's number. */
	start: number;
	track: number;
}

interface Pending {
	end: number;
	start: number;
	cluster: number;
	track: number;
	ticks: number;
	isKey: boolean;
	durationTicks: number | null;
}

/** Elements before the first cluster larger than this, in bytes, are no recorder's. */
const LARGEST_HEAD = 256 * 1024;
/** What has to be seen of a block: track number (at most 4 bytes here), time, flags. */
const BLOCK_HEAD = 7;
const NO_SEGMENT = -1;
/** What never stands inside a block. */
const NEVER_INSIDE = new Set<number>([ID.ebml, ID.cluster, ID.simpleBlock, ID.blockGroup]);

export interface WebmScanner {
	/** @throws {NotScannable} */
	push(bytes: Uint8Array): void;
	/** @throws {NotScannable} when there is no whole frame */
	finish(): Scan;
}

export function scanWebm(): WebmScanner {
	const tracks = new Map<number, Track>();
	const clusters: Cluster[] = [];
	const keys: Key[] = [];
	const head: { ebml?: Uint8Array; tracks?: Uint8Array } = {};
	const apps = { muxing: new Uint8Array(), writing: new Uint8Array() };
	let tickNs = 1_000_000;
	let segment = NO_SEGMENT;
	let clusterTicks = 0;
	let pending: Pending | null = null;
	let isGroup = false;
	let wholeBytes = 0;
	/** Offset in the file of `rest`, the bytes not yet understood; `skip` more are of no interest. */
	let base = 0;
	let rest = new Uint8Array();
	let skip = 0;

	function push(bytes: Uint8Array): void {
		const skipped = Math.min(skip, bytes.length);
		skip -= skipped;
		base += skipped;
		if (skipped === bytes.length) return;
		const fresh = bytes.subarray(skipped);
		const all = rest.length === 0 ? fresh : join([rest, fresh]);
		const used = understood(all);
		base += Math.min(used, all.length);
		skip = Math.max(0, used - all.length);
		rest = used < all.length ? new Uint8Array(all.subarray(used)) : new Uint8Array();
	}

	function understood(bytes: Uint8Array): number {
		try {
			return read(bytes);
		} catch (error) {
			throw error instanceof RangeError ? new NotScannable(error.message) : error;
		}
	}

	/** Understands as much of `bytes` as it can; returns how far it got, which may lie behind their end. */
	function read(bytes: Uint8Array): number {
		let at = 0;
		while (at < bytes.length) {
			if (pending && base + at >= pending.end) commit();
			const found = headAt(bytes, at);
			if (!found) return at;
			const start = base + at;
			const content = at + found.headBytes;
			const needed = neededOf(found.id, found.size);
			if (content + needed > bytes.length) return at;
			take(found, start, bytes.subarray(at, content + needed));
			at = isMaster(found.id) ? content : content + (found.size ?? 0);
		}
		return at;
	}

	function take(
		found: { id: number; size: number | null; headBytes: number; sizeBytes: number },
		start: number,
		bytes: Uint8Array
	): void {
		const { id, size, headBytes, sizeBytes } = found;
		const content = bytes.subarray(headBytes);
		const end = start + headBytes + (size ?? 0);
		if (pending && start < pending.end && NEVER_INSIDE.has(id)) {
			throw new NotScannable('a block that goes on into the next');
		}
		if (id === ID.ebml) {
			if (head.ebml) throw new NotScannable('another recording behind it');
			head.ebml = new Uint8Array(bytes);
		} else if (id === ID.segment) segment = start;
		else if (segment === NO_SEGMENT) throw new NotScannable('no segment');
		else if (id === ID.cues) throw new NotScannable('it has an index already');
		else if (id === ID.info) readInfo(content);
		else if (id === ID.tracks) {
			head.tracks = new Uint8Array(bytes);
			for (const track of readTracks(content)) tracks.set(track.number, track);
		} else if (id === ID.cluster) {
			closeCluster(start);
			clusters.push({ start, headBytes, sizeBytes, isOpen: size === null, end: start });
			clusterTicks = 0;
		} else if (id === ID.timestamp) clusterTicks = readUnsigned(content, 0, content.length);
		else if (id === ID.simpleBlock) {
			isGroup = false;
			pending = { ...readBlock(content), start, end, cluster: clusters.length - 1 };
		} else if (id === ID.blockGroup) {
			isGroup = true;
			const unknown = { track: 0, ticks: 0, isKey: true, durationTicks: null };
			pending = { ...unknown, start, end, cluster: clusters.length - 1 };
		} else if (isGroup && pending) readInGroup(id, content, pending);
	}

	function readInGroup(id: number, content: Uint8Array, group: Pending): void {
		if (id === ID.block) {
			const { track, ticks } = readBlock(content);
			Object.assign(group, { track, ticks });
		} else if (id === ID.referenceBlock) group.isKey = false;
		else if (id === ID.blockDuration) {
			group.durationTicks = readUnsigned(content, 0, content.length);
		}
	}

	function readBlock(content: Uint8Array) {
		const width = widthOf(content[0]) ?? 9;
		if (width > 4) throw new NotScannable('a block of no track');
		const track = readUnsigned(content, 0, width) - 2 ** (7 * width);
		const view = new DataView(content.buffer, content.byteOffset + width);
		const isKey = (view.getUint8(2) & 0x80) !== 0;
		return { track, ticks: clusterTicks + view.getInt16(0), isKey, durationTicks: null };
	}

	function commit(): void {
		const block = pending;
		pending = null;
		if (!block) return;
		const track = tracks.get(block.track);
		if (!track || block.cluster < 0) throw new NotScannable('a block of an unknown track');
		const usual = track.blocks === 0 ? 0 : block.ticks - track.lastTicks;
		if (track.blocks === 0) track.firstTicks = block.ticks;
		track.blocks++;
		track.lastTicks = Math.max(track.lastTicks, block.ticks);
		const lasts = block.durationTicks ?? Math.max(0, usual);
		// only of the latest: a gap in the middle would make the block behind it last as long as the gap
		if (block.ticks >= track.lastTicks) track.endTicks = block.ticks + lasts;
		wholeBytes = block.end;
		if (block.isKey) {
			const { ticks, cluster, start } = block;
			keys.push({ ticks, cluster, start, track: block.track });
		}
	}

	function closeCluster(end: number): void {
		const last = clusters.at(-1);
		if (last) last.end = end;
	}

	function readInfo(content: Uint8Array): void {
		for (const child of childrenOf(content)) {
			if (child.id === ID.timestampScale) {
				tickNs = readUnsigned(child.content, 0, child.content.length);
			} else if (child.id === ID.muxingApp) apps.muxing = new Uint8Array(child.content);
			else if (child.id === ID.writingApp) apps.writing = new Uint8Array(child.content);
		}
		if (tickNs < 1000 || tickNs > 1e9) throw new NotScannable('ticks of no use');
	}

	return {
		push,
		finish() {
			if (pending && base >= pending.end) commit();
			const found = [...tracks.values()].filter(({ blocks }) => blocks > 0);
			const indexed = found.find(({ isVideo }) => isVideo) ?? found[0];
			if (!indexed || !head.ebml || !head.tracks) throw new NotScannable('no whole frame');
			const used = clusters.filter(({ start }) => start < wholeBytes);
			const last = used.at(-1);
			if (last) last.end = wholeBytes;
			return {
				tickNs,
				ebml: head.ebml,
				tracksElement: head.tracks,
				apps,
				tracks: found,
				firstCluster: clusters[0]?.start ?? 0,
				clusters: used,
				clustersBegun: clusters.length,
				keys: keys.filter(({ track }) => track === indexed.number),
				wholeBytes
			};
		}
	};
}

const isMaster = (id: number) => id === ID.segment || id === ID.cluster || id === ID.blockGroup;

/** @throws {RangeError} */
function headAt(bytes: Uint8Array, at: number) {
	const found = readHead(bytes, at);
	if (!found && bytes.length - at >= LONGEST_HEAD) throw new RangeError('no element');
	const mayBeOpen = found?.id === ID.segment || found?.id === ID.cluster;
	if (found?.size === null && !mayBeOpen) throw new RangeError('an element without an end');
	return found;
}

/** How many bytes of an element's content have to be seen. */
function neededOf(id: number, size: number | null): number {
	if (size === null || isMaster(id)) return 0;
	if (id === ID.simpleBlock || id === ID.block) return Math.min(size, BLOCK_HEAD);
	if (id === ID.ebml || id === ID.info || id === ID.tracks) {
		if (size > LARGEST_HEAD) throw new NotScannable('a head of no recorder');
		return size;
	}
	if (id === ID.timestamp || id === ID.blockDuration) {
		if (size > 8) throw new NotScannable('a number that is none');
		return size;
	}
	return 0;
}

/** The tracks that the content of a `Tracks` element names. */
export function readTracks(content: Uint8Array): Track[] {
	const tracks: Track[] = [];
	for (const entry of childrenOf(content)) {
		if (entry.id !== ID.trackEntry) continue;
		const track: Track = {
			number: 0,
			isVideo: false,
			codec: '',
			blocks: 0,
			firstTicks: 0,
			lastTicks: 0,
			endTicks: 0
		};
		for (const { id, content: value } of childrenOf(entry.content)) {
			if (id === ID.trackNumber) track.number = readUnsigned(value, 0, value.length);
			else if (id === ID.trackType) track.isVideo = value[0] === 1;
			else if (id === ID.codec) track.codec = String.fromCharCode(...value.subarray(0, 32));
		}
		tracks.push(track);
	}
	return tracks;
}
