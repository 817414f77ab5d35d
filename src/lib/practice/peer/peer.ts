/**
 * A peer interview: two people, one link. The applicant's page records as always; the interviewer's page shows the
 * question, why it is asked and its follow-ups, and says what is asked when. Only these small signals travel.
 */
import * as v from 'valibot';
import { id as isId, requiredText } from '../../platform/input.ts';

export type Role = 'applicant' | 'interviewer';

/** A link that nobody uses any more opens nothing after this many days. */
export const PEER_LINK_DAYS = 14;

/** How often a page says that it is here, in milliseconds. */
export const HERE_EVERY_MS = 10_000;

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
/** The follow-ups of one question that the other page is told of. */
export const MOST_FOLLOW_UPS = 20;
const PHASES = /^[a-z-]{1,20}$/;

/** What the applicant's page shows: phase of the interview, question (0 for the first), running clock in milliseconds. */
export const StandSchema = v.strictObject({
	phase: v.pipe(v.string(), v.regex(PHASES, 'The phase is not one of ours.')),
	position: count(99),
	clock: v.nullable(v.strictObject({ leftMs: count(36_000_000), totalMs: count(36_000_000) })),
	followUps: v.pipe(v.array(requiredText(500, 'A follow-up')), v.maxLength(MOST_FOLLOW_UPS))
});
export type Stand = v.InferOutput<typeof StandSchema>;

/** What either page may tell the other. */
export const SignalSchema = v.variant('type', [
	v.strictObject({ type: v.literal('ask'), position: count(99) }),
	v.strictObject({ type: v.literal('follow-up'), text: requiredText(500, 'The follow-up') }),
	v.strictObject({ type: v.literal('stand'), stand: StandSchema }),
	/** Sent every few seconds: a page that is silent for long is taken to be gone. */
	v.strictObject({ type: v.literal('here') })
]);
export type Signal = v.InferOutput<typeof SignalSchema>;

/** What a page hears, besides signals of the other person. */
export type Heard =
	| Exclude<Signal, { type: 'here' }>
	/** The first thing a page hears: who it is. Another role or session than it thinks: the roles were swapped. */
	| { type: 'you'; role: Role; sessionId: string }
	| { type: 'present'; applicant: boolean; interviewer: boolean }
	| { type: 'swapped' }
	| { type: 'ended' };

/** Which session was running when the person pressed "Swap roles". */
export const SwapSchema = v.strictObject({ from: isId });

/** May somebody in this role send this? Only the interviewer asks; only the applicant's page knows how it stands. */
export function maySend(role: Role, signal: Signal): boolean {
	if (signal.type === 'here') return true;
	return (signal.type === 'stand') === (role === 'applicant');
}

/** Phases of the applicant's interview in which a question can be asked: nothing is being recorded or kept. */
export const CAN_ASK: readonly string[] = [
	...['waiting', 'asking', 'preparing', 'ready'],
	...['reflecting', 'break']
];
/** Phases in which the roles stay: a swap would cut the answer short. */
export const NO_SWAP: readonly string[] = ['starting', 'answering', 'keeping'];
/** Phases in which a follow-up can be asked. */
export const CAN_FOLLOW_UP: readonly string[] = ['answering', 'reflecting', 'break'];
