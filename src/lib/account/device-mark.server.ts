/** Whose a recording on a shared device is, told to the device without telling it who that is. */
import { createHash } from 'node:crypto';
import type { OwnerId } from './owner.ts';

/** The same for the same person on every device; it opens nothing, and the id does not follow from it. */
export const deviceMarkOf = (owner: OwnerId): string =>
	createHash('sha256').update(`vivavoce device ${owner}`).digest('base64url').slice(0, 16);
