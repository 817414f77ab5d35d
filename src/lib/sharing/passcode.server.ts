/** The passcode of a grant: what is kept of it, and the proof that somebody knew it. */
import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * Cost of one guess: 16 MiB. Who guesses has the link already and gets ten tries; this is for who reads the database.
 * @source the defaults of node:crypto's scrypt
 */
const COST = { N: 2 ** 14, r: 8, p: 1 };
const KEY_BYTES = 32;

/** What is kept of a passcode: salt and scrypt key in base64url, joined by a full stop. */
export async function hashPasscode(passcode: string): Promise<string> {
	const salt = randomBytes(16);
	const key = await derive(passcode, salt);
	return `${salt.toString('base64url')}.${key.toString('base64url')}`;
}

/** Is this the passcode behind `hash`? */
export async function isPasscode(passcode: string, hash: string): Promise<boolean> {
	const [salt = '', key = ''] = hash.split('.').map((part) => Buffer.from(part, 'base64url'));
	const given = await derive(passcode, Buffer.from(salt));
	return given.length === key.length && timingSafeEqual(given, Buffer.from(key));
}

function derive(passcode: string, salt: Buffer): Promise<Buffer> {
	return new Promise((done, fail) => {
		// one spelling of letters that can be written in two ways
		scrypt(passcode.normalize('NFC'), salt, KEY_BYTES, COST, (error, key) =>
			error ? fail(error) : done(key)
		);
	});
}

/** How many grants a browser can have proven at one time; older proofs make room. */
const MOST_PROOFS = 8;

const proofOf = (secret: string, grantId: string, passcodeHash: string) =>
	createHmac('sha256', secret)
		.update(`review-passcode\n${grantId}\n${passcodeHash}`)
		.digest('base64url');

/** The cookie that proves one more grant: the newest first, of the others as many as fit. */
export function addProof(
	secret: string,
	cookie: string | undefined,
	grantId: string,
	passcodeHash: string
): string {
	const proof = proofOf(secret, grantId, passcodeHash);
	const others = (cookie ?? '').split('.').filter((each) => each !== '' && each !== proof);
	return [proof, ...others].slice(0, MOST_PROOFS).join('.');
}

/** Reads that cookie: does it prove this passcode of this grant? */
export function readProofs(secret: string, cookie: string) {
	const proofs = cookie.split('.').slice(0, MOST_PROOFS);
	return (grantId: string, passcodeHash: string): boolean => {
		const wanted = Buffer.from(proofOf(secret, grantId, passcodeHash));
		return proofs.some((each) => {
			const given = Buffer.from(each);
			return given.length === wanted.length && timingSafeEqual(given, wanted);
		});
	};
}
