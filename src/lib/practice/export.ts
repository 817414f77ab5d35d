/** The export document of a session: a stable format for people who want their work elsewhere. Version 1. */
import type { Session, Take } from './session.ts';

const WHY_NOT_READY: Record<Exclude<Take['state'], 'ready'>, string> = {
	arriving: 'the recording has not arrived yet',
	received: 'the recording is still being prepared',
	unplayable: 'the recording arrived damaged'
};
const NOT_MEASURED = 'not measured by this version';

/** Everything about a session but its reviews; shape and names are a contract, so fields are only ever added. */
export function exportSession(session: Session, reviews: unknown[]): object {
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
				takes: answer.takes.map(exportTake)
			}))
		},
		reviews
	};
}

function exportTake(take: Take): object {
	return {
		id: take.id,
		state: take.state,
		recordedAt: take.recordedAt.toISOString(),
		durationMs: take.durationMs,
		bytes: take.bytes,
		sha256: take.sha256,
		...(take.state === 'ready' ? {} : { notMeasurable: WHY_NOT_READY[take.state] }),
		mimeType: take.mimeType,
		media: `/api/takes/${take.id}/media`,
		delivery: {
			gaze: null,
			pacing: null,
			framing: null,
			notMeasurable: NOT_MEASURED
		}
	};
}

/** The file name of a take inside an exported zip. */
export function mediaFileName(position: number, takeNumber: number, mimeType: string): string {
	const type = mimeType.includes('mp4') ? 'mp4' : 'webm';
	return `answer-${position + 1}-take-${takeNumber}.${type}`;
}
