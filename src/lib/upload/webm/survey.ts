/**
 * Looks through the bytes of a WebM recording for what its parts begin with, without trusting any size in it: so it sees
 * what lies behind a damaged place, where reading from element to element stops or runs past it.
 */
import { ID, readHead, readUnsigned, unsigned } from './ebml.ts';

/** Offsets in bytes from the beginning of the recording, in order. */
export interface Survey {
	/** Where a recording begins; two recordings in a row are more than one. */
	recordings: number[];
	clusters: FoundCluster[];
	bytes: number;
}

/** `ticks`: its own time, as it stands in it. */
export interface FoundCluster {
	start: number;
	ticks: number;
}

/** A cluster's head, its time's head and its time; or the head of a recording and two bytes of what is in it. */
const SEEN_BYTES = 22;
/** A recording says about itself no more than this before its segment begins, in bytes. */
const LARGEST_EBML = 1000;

/** Every place in `bytes` where `wanted` stands, in order. */
export type FindBytes = (bytes: Uint8Array, wanted: Uint8Array) => number[];

export function surveyWebm(find: FindBytes): { push(bytes: Uint8Array): void; finish(): Survey } {
	const recordings: number[] = [];
	const clusters: FoundCluster[] = [];
	/** The end of what was pushed before, where something may have begun; and where in the recording it lies. */
	let rest = new Uint8Array();
	let base = 0;

	function look(bytes: Uint8Array, end: number): void {
		const placesOf = (id: number) => find(bytes, unsigned(id)).filter((at) => at < end);
		for (const at of placesOf(ID.cluster)) {
			const ticks = clusterTicks(bytes, at);
			if (ticks !== null) clusters.push({ start: base + at, ticks });
		}
		for (const at of placesOf(ID.ebml)) {
			if (isBeginning(bytes, at)) recordings.push(base + at);
		}
	}

	return {
		push(bytes) {
			const all = new Uint8Array(rest.length + bytes.length);
			all.set(rest);
			all.set(bytes, rest.length);
			const end = Math.max(0, all.length - SEEN_BYTES);
			look(all, end);
			base += end;
			rest = all.slice(end);
		},
		finish() {
			look(rest, rest.length);
			base += rest.length;
			rest = new Uint8Array();
			return { recordings, clusters: clusters.filter(isInOrder), bytes: base };
		}
	};
}

/** A time that is later than the one behind it, though that follows the one in front, is damaged itself. */
function isInOrder({ ticks }: FoundCluster, at: number, all: readonly FoundCluster[]): boolean {
	const [before, behind] = [all[at - 1], all[at + 1]];
	return !before || !behind || ticks <= behind.ticks || behind.ticks < before.ticks;
}

/** The time of the cluster that begins here; null when none does. */
function clusterTicks(bytes: Uint8Array, at: number): number | null {
	const head = headAt(bytes, at, ID.cluster);
	if (!head) return null;
	const time = headAt(bytes, at + head.headBytes, ID.timestamp);
	if (!time || time.size === null || time.size < 1 || time.size > 8) return null;
	const from = at + head.headBytes + time.headBytes;
	return from + time.size > bytes.length ? null : readUnsigned(bytes, from, time.size);
}

/** @source RFC 8794 section 11.2: what an EBML head holds has ids that begin with 0x42 */
function isBeginning(bytes: Uint8Array, at: number): boolean {
	const head = headAt(bytes, at, ID.ebml);
	if (!head || head.size === null || head.size > LARGEST_EBML) return false;
	return bytes[at + head.headBytes] === 0x42;
}

function headAt(bytes: Uint8Array, at: number, id: number) {
	try {
		const head = readHead(bytes, at);
		return head?.id === id ? head : null;
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

/**
 * Bytes from one cluster to the next in the middle of all such distances: a hole, which swallows where clusters begin, makes
 * one of them large, and not this. Infinity when there is only one cluster.
 */
export function usualCluster({ clusters }: Survey): number {
	const starts = clusters.map(({ start }) => start);
	const sizes = starts.slice(1).map((start, i) => start - (starts[i] ?? 0));
	return sizes.sort((one, other) => one - other)[Math.floor((sizes.length - 1) / 2)] ?? Infinity;
}

/** The latest time that stands in a cluster, counted through all recordings in a row, in ticks. */
export function lastTicks({ recordings, clusters }: Survey): number {
	let ended = 0;
	const starts = recordings.length > 1 ? recordings.slice(1) : [];
	let last = 0;
	for (const { start, ticks } of clusters) {
		while (starts.length > 0 && start > (starts[0] ?? 0)) {
			starts.shift();
			ended += last;
			last = 0;
		}
		last = Math.max(last, ticks);
	}
	return ended + last;
}
