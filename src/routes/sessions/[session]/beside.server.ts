/** What stands beside each take on the session's page: its report in words, strips, words and earlier takes. */
import { compareTakes } from '$lib/practice/compare-takes';
import {
	UNMEASURED,
	type EarlierTake,
	type TakeMeasures
} from '$lib/practice/delivery/queries.server';
import { sayWords } from '$lib/practice/delivery/say-words';
import { stripsOf } from '$lib/practice/delivery/strips';
import type { KeptReflection } from '$lib/practice/reflection';
import type { Session } from '$lib/practice/session';
import { summarise } from '$lib/practice/summary';
import type { BesideTake } from './beside';

/** By take id. */
export function besideOf(
	session: Session,
	measures: ReadonlyMap<string, TakeMeasures>,
	earlierTakes: readonly EarlierTake[],
	reflections: readonly KeptReflection[]
): Record<string, BesideTake> {
	const made: Record<string, BesideTake> = {};
	for (const answer of session.answers) {
		for (const take of answer.takes) {
			const measured = measures.get(take.id) ?? UNMEASURED;
			const { durationMs } = take;
			const earlier = earlierTakes.filter(({ besideId }) => besideId === take.id);
			const reflection = reflections.find(({ takeId }) => takeId === take.id);
			made[take.id] = {
				hasPoster: measured.hasPoster,
				isHeard: isHeard(measured.pacing),
				lines: summarise({ durationMs, target: answer.target, delivery: measured }),
				strips: stripsOf(measured, durationMs),
				transcript: measured.transcript,
				words: measured.transcript ? sayWords(measured.transcript, measured.pacing) : [],
				stars: measured.stars,
				earlier: earlier.map(({ takeId, sessionId, recordedAt }) => {
					return { takeId, sessionId, recordedAt };
				}),
				compared: compareTakes([{ ...measured, durationMs }, ...earlier]),
				reflection: reflection ? { rating: reflection.rating, change: reflection.change } : null
			};
		}
	}
	return made;
}

/** A browser that could not read the sound says so; another one may. */
function isHeard(pacing: TakeMeasures['pacing']): boolean {
	if (!pacing) return false;
	return pacing.durationMs > 0 || !pacing.notMeasurable.speechMs?.startsWith('This browser');
}
