import type { ComparedRow } from '$lib/practice/compare-takes';
import type { ReportLine } from '$lib/practice/delivery/report-line';
import type { Strips } from '$lib/practice/delivery/strips';
import type { StarTick, Transcript } from '$lib/practice/delivery/transcript';

/** What stands beside one take on the session's page. */
export interface BesideTake {
	hasPoster: boolean;
	/** Has the recording been listened to? */
	isHeard: boolean;
	lines: ReportLine[];
	strips: Strips;
	transcript: Transcript | null;
	/** What the words say about the delivery. */
	words: ReportLine[];
	stars: StarTick[];
	/** This take first; the others newest first, with where to find them. */
	earlier: { takeId: string; sessionId: string; recordedAt: Date }[];
	compared: ComparedRow[];
	/** What the person thought of it; null when they were not asked yet. */
	reflection: { rating: number | null; change: string } | null;
}
