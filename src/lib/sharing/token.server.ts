/** The secret of a review link. */
import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes in base64url: 43 characters. */
export function makeToken(): string {
	return randomBytes(32).toString('base64url');
}

/** What is kept of a token: its SHA-256 in hex. Null when `token` cannot be one of ours. */
export function hashToken(token: string): string | null {
	if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
	return createHash('sha256').update(token).digest('hex');
}
