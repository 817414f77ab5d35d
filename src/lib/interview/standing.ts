/** Where a sitting stands, kept on the server so that the same link goes on in any browser. */

/** A follow-up question that was asked while an answer was given; `atMs` from the answer's start. */
export interface AskedFollowUp {
	position: number;
	text: string;
	atMs: number;
}

export interface Standing {
	/** 0 for the first question. */
	position: number;
	/** Time of the conversation that is used up, in milliseconds; 0 in formats without one clock for the whole. */
	conversedMs: number;
	followUps: AskedFollowUp[];
	/** By position: how far an answer ran over its time, in milliseconds. */
	overrunMs: Record<number, number>;
}
