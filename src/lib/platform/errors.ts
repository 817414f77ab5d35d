/**
 * Everything that can go wrong and be told to a person: code, HTTP status, sentence.
 * A sentence says what happened and the way out; it never says whether something that is not yours exists.
 */
export const FAULTS = {
	'bad-input': { status: 400, message: 'Something in the form is not as it should be.' },
	'not-signed-in': { status: 401, message: 'Sign in or start practising first.' },
	'not-allowed': { status: 403, message: 'This is not allowed.' },
	'passcode-needed': { status: 403, message: 'This review needs a passcode.' },
	'not-found': {
		status: 404,
		message: 'There is nothing here. The address may be wrong, or it is no longer available to you.'
	},
	deleted: {
		status: 410,
		message: 'This recording was deleted, so it is not taken in again.'
	},
	'wrong-method': { status: 405, message: 'This address does not do that.' },
	conflict: {
		status: 409,
		message: 'This has changed in the meantime. Reload the page and look again.'
	},
	'review-submitted': {
		status: 409,
		message: 'This review has been submitted. Choose "Change my review" to open it again.'
	},
	'take-closed': { status: 409, message: 'This take is complete already.' },
	'length-required': { status: 411, message: 'The request must say how long it is.' },
	'too-large': { status: 413, message: 'That is larger than is allowed.' },
	'not-a-recording': {
		status: 415,
		message: 'This is not a WebM or MP4 recording, so it was not kept.'
	},
	'quota-full': {
		status: 413,
		message: 'Your space for recordings is full. Delete a session you no longer need, then go on.'
	},
	'too-many': { status: 429, message: 'That was too often. Wait a minute, then try again.' },
	'not-ready': {
		status: 409,
		message: 'The recording is still being prepared. Try again in a moment.'
	},
	unexpected: {
		status: 500,
		message: 'Something went wrong here. What you recorded is safe on this device. Try again.'
	},
	'storage-unavailable': {
		status: 503,
		message: 'The server cannot store anything right now. What you recorded stays on this device.'
	},
	'transcriber-silent': {
		status: 502,
		message: 'The transcriber did not answer. Your recording is safe; try again later.'
	},
	'disk-full': {
		status: 507,
		message:
			'The server has no room for recordings right now. What you recorded stays on this device and is sent when there is room again.'
	}
} as const satisfies Record<string, { status: number; message: string }>;

export type FaultCode = keyof typeof FAULTS;

/** What `/api/*` answers when it refuses. */
export interface FaultBody {
	code: FaultCode;
	message: string;
	field?: string;
	id?: string;
}

/** An expected refusal. `field` names the input at fault; `message` replaces the sentence of the table. */
export class Fault extends Error {
	readonly code: FaultCode;
	readonly field: string | undefined;

	constructor(code: FaultCode, options: { field?: string; message?: string } = {}) {
		super(options.message ?? FAULTS[code].message);
		this.name = 'Fault';
		this.code = code;
		this.field = options.field;
	}

	get status(): number {
		return FAULTS[this.code].status;
	}

	toBody(): FaultBody {
		return {
			code: this.code,
			message: this.message,
			...(this.field === undefined ? {} : { field: this.field })
		};
	}
}

/** The code for an HTTP status that arrived without one, e.g. from the framework's own router. */
export function codeForStatus(status: number): FaultCode {
	if (status === 401) return 'not-signed-in';
	if (status === 403) return 'not-allowed';
	if (status === 404 || status === 410) return 'not-found';
	if (status === 405) return 'wrong-method';
	if (status === 409) return 'conflict';
	if (status === 413) return 'too-large';
	if (status === 429) return 'too-many';
	if (status >= 400 && status < 500) return 'bad-input';
	return 'unexpected';
}
