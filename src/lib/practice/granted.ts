declare const granted: unique symbol;

/**
 * Permission to see some answers of one session. Only `sharing` makes one, from a link's token that is neither
 * expired nor revoked, so a reviewer's read that was not proven does not compile.
 */
export interface Granted {
	readonly [granted]: true;
	readonly sessionId: string;
	/** Every answer of which something may be seen. */
	readonly answerIds: readonly string[];
	/** Of these answers only the takes in `takeIds`; of the others every take, later ones too. */
	readonly takesOnlyOf: readonly string[];
	readonly takeIds: readonly string[];
}
