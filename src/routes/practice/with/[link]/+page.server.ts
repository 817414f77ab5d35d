import { redirect } from '@sveltejs/kit';
import { forForm, forPage } from '$lib/platform/answer.server';
import { Fault } from '$lib/platform/errors';
import { joinPeerInterview } from '$lib/practice/peer/commands.server';
import { readPeerLink } from '$lib/practice/peer/link.server';
import { readPeerInterview } from '$lib/practice/peer/queries.server';
import type { Plan } from '$lib/interview/plan';
import { readBank } from '$lib/question-bank/bank.server';
import { ownerOf } from '../../../owner-of.server';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = forPage(async ({ locals, params }: PageServerLoadEvent) => {
	const me = locals.person?.id ?? null;
	const peer = await readPeerInterview(locals.app.database.db, me, idOf(locals, params.link));
	if (peer.role === 'applicant' && !peer.isSessionFinished) {
		redirect(303, `/practice/${peer.sessionId}`);
	}
	const { format, questionSet } = peer.plan;
	return {
		peerId: peer.id,
		role: peer.role,
		isFull: peer.isFull,
		isFinished: peer.isSessionFinished,
		sessionId: peer.role ? peer.sessionId : null,
		format: format.title,
		questionSet: questionSet.title,
		questions: peer.role === 'interviewer' ? await questionsFor(peer.plan.questions) : []
	};
});

export const actions = {
	join: forForm(async (event: RequestEvent) => {
		const id = idOf(event.locals, event.params.link);
		const { db } = event.locals.app.database;
		// looked at first, so that a link that opens nothing makes no account
		await readPeerInterview(db, event.locals.person?.id ?? null, id);
		await joinPeerInterview(db, await ownerOf(event), id);
		redirect(303, event.url.pathname);
	})
};

function idOf({ app }: App.Locals, link: string): string {
	const id = readPeerLink(app.authSecret, link);
	if (!id) throw new Fault('not-found');
	return id;
}

/** The questions as an interviewer wants them; what a strong answer holds comes from the bank, where it is there. */
async function questionsFor(planned: Plan['questions']) {
	const bank = await readBank();
	const known = new Map(bank.sets.flatMap((set) => set.questions).map((one) => [one.id, one]));
	return planned.map(({ id, text, why, pitfalls, followUps }) => ({
		text,
		why,
		pitfalls,
		followUps,
		strong: known.get(id)?.strongAnswers ?? []
	}));
}
