/**
 * What makes a scanned recording seekable without moving a frame: a new head with a duration, written into the room
 * that was left in front of it, and an index behind its last whole frame.
 */
import { element, fixed, float, ID, join, sizeField, unsigned } from './ebml.ts';
import type { Scan } from './scan.ts';

/** Key frames closer to each other than this, in milliseconds, share an entry of the index. */
const CUE_EVERY_MS = 500;

export interface Patch {
	/** Offset in the file. */
	at: number;
	bytes: Uint8Array<ArrayBuffer>;
}

export interface Seekable {
	patches: Patch[];
	/** Size of the whole file when all patches are written. */
	bytes: number;
	durationMs: number;
}

/** Length of the recording, from time 0 to the end of its last frame. */
export function durationMsOf(scan: Scan): number {
	const ticks = Math.max(...scan.tracks.map((track) => track.endTicks));
	return (ticks * scan.tickNs) / 1e6;
}

/**
 * The patches for a file in which the scanned bytes begin at `room`, which is at least 1 kB.
 * @throws {RangeError} when the new head does not fit
 */
export function makeSeekable(scan: Scan, room: number): Seekable {
	const content = scan.ebml.length + 12;
	const cuesAt = room + scan.wholeBytes;
	const cues = cuesOf(scan, room, content);
	const bytes = cuesAt + cues.length;
	const info = infoOf(scan);
	const seek = seekHeadOf([
		[ID.info, 0],
		[ID.tracks, info.length],
		[ID.cues, cuesAt - content]
	]);
	const used = join([
		scan.ebml,
		unsigned(ID.segment),
		sizeField(bytes - content, 8),
		seek,
		info,
		scan.tracksElement
	]);
	return {
		patches: [
			{ at: 0, bytes: filled(used, room + scan.firstCluster) },
			...closedClusters(scan, room),
			{ at: cuesAt, bytes: cues }
		],
		bytes,
		durationMs: durationMsOf(scan)
	};
}

function infoOf({ tickNs, tracks, apps }: Scan): Uint8Array<ArrayBuffer> {
	const ticks = Math.max(...tracks.map((track) => track.endTicks));
	return element(
		ID.info,
		join([
			element(ID.timestampScale, unsigned(tickNs)),
			element(ID.duration, float(ticks)),
			element(ID.muxingApp, apps.muxing),
			element(ID.writingApp, apps.writing)
		])
	);
}

/** `places`: ids with their offsets; the first two count from the end of this element, the last from the segment. */
function seekHeadOf(places: [id: number, offset: number][]): Uint8Array<ArrayBuffer> {
	const entry = (id: number, position: number) =>
		element(
			ID.seek,
			join([element(ID.seekId, unsigned(id), 1), element(ID.seekPosition, fixed(position, 8), 1)]),
			1
		);
	const empty = element(ID.seekHead, join(places.map(([id]) => entry(id, 0))));
	return element(
		ID.seekHead,
		join(places.map(([id, at]) => entry(id, id === ID.cues ? at : empty.length + at)))
	);
}

function cuesOf({ keys, clusters, tickNs }: Scan, room: number, content: number) {
	const every = (CUE_EVERY_MS * 1e6) / tickNs;
	const points: Uint8Array[] = [];
	let last = -Infinity;
	for (const key of keys) {
		const cluster = clusters[key.cluster];
		if (!cluster || key.ticks < last + every) continue;
		last = key.ticks;
		const positions = join([
			element(ID.cueTrack, unsigned(key.track), 1),
			element(ID.cueClusterPosition, unsigned(room + cluster.start - content), 1),
			element(ID.cueRelativePosition, unsigned(key.start - cluster.start - cluster.headBytes), 1)
		]);
		const time = element(ID.cueTime, unsigned(Math.max(0, key.ticks)), 1);
		points.push(element(ID.cuePoint, join([time, element(ID.cueTrackPositions, positions, 1)]), 1));
	}
	return element(ID.cues, join(points));
}

/** A recorder does not know how long a cluster will be; now its size can be told. */
function closedClusters({ clusters }: Scan, room: number): Patch[] {
	return clusters
		.filter(({ isOpen, sizeBytes }) => isOpen && sizeBytes === 8)
		.map(({ start, headBytes, sizeBytes, end }) => ({
			at: room + start + headBytes - sizeBytes,
			bytes: sizeField(end - start - headBytes, sizeBytes)
		}));
}

/** `used` and behind it an element that says nothing, together `bytes` long. */
function filled(used: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
	const left = bytes - used.length;
	if (left < 9) throw new RangeError('no room for the head');
	return join([used, element(ID.voidElement, new Uint8Array(left - 9))]);
}
