/** The secret of a peer link. It is computed from the id, so that whoever made it can be shown it again. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `id.proof`: the interview's id and 32 bytes in base64url that only this server can compute. */
export function makePeerLink(secret: string, id: string): string {
	return `${id}.${proofOf(secret, id).toString('base64url')}`;
}

/** The id a link belongs to, or null when the link was not made here. */
export function readPeerLink(secret: string, link: string): string | null {
	const [id = '', proof = ''] = link.split('.');
	const given = Buffer.from(proof, 'base64url');
	const wanted = proofOf(secret, id);
	const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted);
	return isOurs && makePeerLink(secret, id) === link ? id : null;
}

const proofOf = (secret: string, id: string) =>
	createHmac('sha256', secret).update(`peer interview ${id}`).digest();
