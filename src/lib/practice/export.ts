/** The export document of a session: a stable format for people who want their work elsewhere. Version 1. */
import { stateChanges, unpackTrack } from '../gaze/track.ts';
import type { Delivery } from './delivery/measured.ts';
import type { StarTick, Transcript } from './delivery/transcript.ts';
import type { Session, Take } from './session.ts';

const WHY_NOT_READY: Record<Exclude<Take['state'], 'ready'>, string> = {
	arriving: 'the recording has not arrived yet',
	received: 'the recording is still being prepared',
	unplayable: 'the recording arrived damaged'
};

/** What stands beside a recording; null or empty where there is nothing. */
export interface Beside extends Delivery {
	transcript: Transcript | null;
	stars: readonly StarTick[];
	reflection: { rating: number | null; change: string } | null;
}

/**
 * Everything about a session but its reviews; shape and names are a contract, so fields are only ever added.
 * @param beside by take id; a take without an entry has nothing beside its recording
 */
export function exportSession(
	session: Session,
	beside: ReadonlyMap<string, Partial<Beside>>,
	reviews: unknown[]
): object {
	return {
		version: 1,
		session: {
			id: session.id,
			format: session.plan.format.id,
			questionSet: session.plan.questionSet.id,
			startedAt: session.startedAt.toISOString(),
			finishedAt: session.finishedAt?.toISOString() ?? null,
			note: session.note,
			plan: session.plan,
			answers: session.answers.map((answer) => ({
				id: answer.id,
				questionId: answer.questionId,
				question: answer.question,
				target: answer.target,
				followUps: answer.followUps,
				overrunMs: answer.overrunMs,
				bestTakeId: answer.bestTakeId,
				takes: answer.takes.map((take) => exportTake(take, beside.get(take.id) ?? {}))
			}))
		},
		reviews
	};
}

function exportTake(take: Take, beside: Partial<Beside>): object {
	return {
		id: take.id,
		state: take.state,
		recordedAt: take.recordedAt.toISOString(),
		durationMs: take.durationMs,
		bytes: take.bytes,
		sha256: take.sha256,
		cutShort: take.cutShort,
		...(take.state === 'ready' ? {} : { notMeasurable: WHY_NOT_READY[take.state] }),
		mimeType: take.mimeType,
		media: `/api/takes/${take.id}/media`,
		delivery: exportDelivery(beside),
		transcript: beside.transcript ?? null,
		star: [...(beside.stars ?? [])],
		reflection: beside.reflection ?? null
	};
}

const NOT_MEASURED = {
	gaze: 'eye contact was not measured while this take was recorded',
	pacing: 'the recording has not been measured yet',
	framing: 'the picture was not measured while this take was recorded'
};

function exportDelivery({
	gaze = null,
	pacing = null,
	framing = null,
	gazeTrack = null
}: Partial<Delivery>): object {
	const missing = Object.entries({ gaze, pacing, framing }).flatMap(([part, value]) =>
		value === null ? [NOT_MEASURED[part as keyof typeof NOT_MEASURED]] : []
	);
	return {
		gaze: gaze && exportGaze(gaze, gazeTrack),
		pacing: pacing && exportPacing(pacing),
		framing,
		...(missing.length > 0 ? { notMeasurable: missing.join('; ') } : {})
	};
}

/** Whatever is null in it has its reason in `notMeasurable` beside it. */
function exportGaze(gaze: NonNullable<Delivery['gaze']>, packed: Delivery['gazeTrack']): object {
	const notMeasurable = gaze.notMeasurable ?? gaze.speakingNotMeasurable;
	return {
		...gaze,
		...(notMeasurable === undefined ? {} : { notMeasurable }),
		track: packed ? stateChanges(unpackTrack(packed)) : []
	};
}

/** The reasons as one sentence, as everywhere in the document, and field by field beside it. */
function exportPacing({ notMeasurable, ...pacing }: NonNullable<Delivery['pacing']>): object {
	const reasons = [...new Set(Object.values(notMeasurable))];
	if (reasons.length === 0) return pacing;
	return { ...pacing, notMeasurable: reasons.join(' '), notMeasurableFields: notMeasurable };
}

/** The file name of a take inside an exported zip. */
export function mediaFileName(position: number, takeNumber: number, mimeType: string): string {
	const type = mimeType.includes('mp4') ? 'mp4' : 'webm';
	return `answer-${position + 1}-take-${takeNumber}.${type}`;
}

/** What stands in the zip in the place of a recording that could not be read: `answer-1-take-2.missing.txt`. */
export function missingFileName(name: string): string {
	return name.replace(/\.\w+$/, '.missing.txt');
}
