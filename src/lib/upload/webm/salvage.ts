/** Writes the whole frames of a damaged WebM recording anew, cluster by cluster, as one recording without a gap in its bytes. */
import {
	childrenOf,
	element,
	ID,
	join,
	readHead,
	readUnsigned,
	unsigned,
	widthOf
} from './ebml.ts';
import { NotScannable, readTracks } from './scan.ts';

/** What the beginning of a recording says that its clusters depend on. */
export interface Beginning {
	tickNs: number;
	/** Track numbers; `layout` is the same for recordings that can stand in one file. */
	tracks: ReadonlySet<number>;
	layout: string;
	/** What was understood of it. */
	bytes: Uint8Array;
}

/** @throws {NotScannable} when it names no tracks */
export function readBeginning(bytes: Uint8Array): Beginning {
	let tickNs = 1_000_000;
	let tracks: ReturnType<typeof readTracks> = [];
	let at = 0;
	while (at < bytes.length) {
		const head = headOrNull(bytes, at);
		const from = at + (head?.headBytes ?? 0);
		const end = from + (head?.id === ID.segment ? 0 : (head?.size ?? 0));
		if (!head || end > bytes.length) break;
		const content = bytes.subarray(from, end);
		if (head.id === ID.tracks) tracks = readTracks(content);
		else if (head.id === ID.info) {
			for (const child of childrenOf(content)) {
				if (child.id === ID.timestampScale) {
					tickNs = readUnsigned(child.content, 0, child.content.length);
				}
			}
		}
		at = end;
	}
	if (tracks.length === 0) throw new NotScannable('no tracks');
	const layout = tracks.map(({ number, codec }) => `${number} ${codec}`).join();
	return {
		tickNs,
		tracks: new Set(tracks.map(({ number }) => number)),
		layout: `${tickNs} ${layout}`,
		bytes: bytes.subarray(0, at)
	};
}

export interface Salvage {
	/** Recordings of another beginning than the first cannot stand behind it. */
	next(beginning: Beginning): boolean;
	/**
	 * The whole blocks of the cluster that `bytes` begins with, up to the first that is damaged, and how many bytes were read
	 * until there; null when there is none.
	 */
	cluster(bytes: Uint8Array): { bytes: Uint8Array; readBytes: number } | null;
}

/** Every `next` recording follows behind the one before it in time as well. */
export function createSalvage(first: Beginning): Salvage {
	/** Added to every time of the recording at hand, in ticks; null: to be found at its first block. */
	let shift: number | null = 0;
	/** By track: its last time and how far it was from the one before. */
	const last = new Map<number, { ticks: number; lasts: number }>();

	return {
		next(beginning) {
			if (beginning.layout !== first.layout) return false;
			shift = null;
			return true;
		},
		cluster(bytes) {
			const { ticks, blocks, readBytes } = wholeBlocks(bytes, first.tracks);
			const begins = blocks[0];
			if (!begins) return null;
			shift ??= Math.max(0, endOf(last) - (ticks + begins.ticks));
			for (const block of blocks) {
				const at = ticks + block.ticks + shift;
				const before = last.get(block.track);
				const lasts = before ? Math.max(0, at - before.ticks) : 0;
				last.set(block.track, { ticks: at, lasts });
			}
			const time = element(ID.timestamp, unsigned(ticks + shift), 1);
			const written = element(ID.cluster, join([time, ...blocks.map((block) => block.bytes)]));
			return { bytes: written, readBytes };
		}
	};
}

const endOf = (last: ReadonlyMap<number, { ticks: number; lasts: number }>): number =>
	Math.max(0, ...[...last.values()].map(({ ticks, lasts }) => ticks + lasts));

interface Block {
	track: number;
	/** Counted from the time of its cluster. */
	ticks: number;
	bytes: Uint8Array;
}

/**
 * What a cluster may hold besides blocks: position, size of the one before, checksum, nothing; and what may follow behind
 * it and holds no frame: an index, names of places, tags.
 */
const BESIDE = new Set<number>([
	0xa7,
	0xab,
	0xbf,
	ID.voidElement,
	ID.cues,
	ID.seekHead,
	0x1254c367
]);

function wholeBlocks(bytes: Uint8Array, tracks: ReadonlySet<number>) {
	const blocks: Block[] = [];
	let ticks = 0;
	const cluster = readHead(bytes, 0);
	let at = cluster?.headBytes ?? bytes.length;
	while (at < bytes.length) {
		const head = headOrNull(bytes, at);
		if (!head || head.size === null) break;
		const end = at + head.headBytes + head.size;
		if (end > bytes.length) break;
		const content = bytes.subarray(at + head.headBytes, end);
		if (head.id === ID.timestamp) ticks = readUnsigned(content, 0, content.length);
		else if (head.id === ID.simpleBlock || head.id === ID.blockGroup) {
			const block = blockIn(head.id === ID.simpleBlock ? content : innerBlock(content));
			if (!block || !tracks.has(block.track)) break;
			blocks.push({ ...block, bytes: bytes.subarray(at, end) });
		} else if (!BESIDE.has(head.id)) break;
		at = end;
	}
	return { ticks, blocks, readBytes: at };
}

/** What stands in a group besides its block: additions, codec state, padding to discard. */
const IN_GROUP = new Set<number>([
	ID.block,
	ID.blockDuration,
	ID.referenceBlock,
	ID.voidElement,
	0x75a1,
	0x75a2,
	0xa4
]);

/** The block of a group that is whole; nothing when there is anything in it that does not belong there. */
function innerBlock(group: Uint8Array): Uint8Array {
	let block = new Uint8Array();
	for (let at = 0; at < group.length;) {
		const head = headOrNull(group, at);
		const end = at + (head?.headBytes ?? 0) + (head?.size ?? 0);
		if (!head || head.size === null || !IN_GROUP.has(head.id) || end > group.length) {
			return new Uint8Array();
		}
		if (head.id === ID.block) block = group.slice(at + head.headBytes, end);
		at = end;
	}
	return block;
}

function blockIn(content: Uint8Array): Omit<Block, 'bytes'> | null {
	const width = widthOf(content[0]) ?? 9;
	if (width > 4 || content.length < width + 4) return null;
	const track = readUnsigned(content, 0, width) - 2 ** (7 * width);
	const view = new DataView(content.buffer, content.byteOffset + width);
	return { track, ticks: view.getInt16(0) };
}

function headOrNull(bytes: Uint8Array, at: number) {
	try {
		return readHead(bytes, at);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}
