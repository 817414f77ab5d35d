/** The secrets of sharing: the token of a review link, the code of a reviewer. */
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 32 random bytes in base64url: 43 characters. */
export function makeToken(): string {
	return randomBytes(32).toString('base64url');
}

/** What is kept of a token: its SHA-256 in hex. Null when `token` cannot be one of ours. */
export function hashToken(token: string): string | null {
	if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
	return createHash('sha256').update(token).digest('hex');
}

/** Without I, L, O and U, which are read wrongly. @source Crockford's Base32 */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 10 random letters and figures: 50 bits. */
export function makeReviewerCode(): string {
	return Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
