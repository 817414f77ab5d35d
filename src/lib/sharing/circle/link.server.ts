/** The link that invites into a circle. Computed from its id, so that every member can be shown it. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const proofOf = (secret: string, id: string) =>
	createHmac('sha256', secret).update(`circle ${id}`).digest();

/** `id.proof` */
export function makeCircleLink(secret: string, id: string): string {
	return `${id}.${proofOf(secret, id).toString('base64url')}`;
}

/** The id of the circle, or null when the link was not made here. */
export function readCircleLink(secret: string, link: string): string | null {
	const [id = '', proof = ''] = link.split('.');
	const given = Buffer.from(proof, 'base64url');
	const wanted = proofOf(secret, id);
	const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted);
	return isOurs && makeCircleLink(secret, id) === link ? id : null;
}
