/** What was seen of the time in which the person spoke. */
import {
	isLens,
	isSeen,
	isShortBlink,
	LEAST_USABLE,
	MOST_BLINKING,
	totalMs,
	type Period,
	type Span
} from './spans.ts';

const LEAST_SPOKEN_MS = 2000;
const SPOKE_TOO_LITTLE = 'You spoke for too short a time while your eyes could be seen.';

interface Spoken {
	speechMs: number;
	/** Of the speech: with eyes that could be seen, and with those on the lens. */
	seenMs: number;
	lensMs: number;
	/** As in the report, of the speech alone. */
	usableShare: number;
}

/** What was seen while the person spoke; speech that no span reaches was not seen. */
export function seenWhile(
	speech: readonly Period[],
	spans: readonly Span[],
	durationMs = Infinity
): Spoken {
	const spoken = merged(
		speech.map((each) => ({ ...each, endMs: Math.min(each.endMs, durationMs) }))
	);
	const during = (fits: (span: Span) => boolean) => {
		const parts = spoken.flatMap((each) => spans.filter(fits).map((span) => sharedMs(each, span)));
		return parts.reduce((sum, ms) => sum + ms, 0);
	};
	const speechMs = totalMs(spoken);
	const seenMs = during(isSeen);
	const countedMs = speechMs - Math.min(during(isShortBlink), MOST_BLINKING * speechMs);
	const usableShare = seenMs === 0 ? 0 : seenMs / countedMs;
	return { speechMs, seenMs, lensMs: during(isLens), usableShare };
}

const sharedMs = (a: Period, b: Period) =>
	Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs));

/** Why no share is given, one sentence, else null: what was seen of the rest says nothing of eyes that were lost just then. */
export function whyNotWhile({ speechMs, seenMs, usableShare }: Spoken): string | null {
	if (speechMs >= LEAST_SPOKEN_MS && usableShare < LEAST_USABLE) {
		return `Your eyes could be seen for only ${Math.round(usableShare * 100)} % of the time you spoke.`;
	}
	return seenMs < LEAST_SPOKEN_MS ? SPOKE_TOO_LITTLE : null;
}

/** Sorted, overlaps joined, what is no span left out. */
function merged(spans: readonly Period[]): Period[] {
	const joined: Period[] = [];
	const sorted = spans.filter(({ startMs, endMs }) => endMs > startMs);
	for (const { startMs, endMs } of [...sorted].sort((a, b) => a.startMs - b.startMs)) {
		const last = joined.at(-1);
		if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
		else joined.push({ startMs, endMs });
	}
	return joined;
}
