/** Why eye contact cannot be measured, in the words of the page. Practising works all the same. */
import type { WhyNot } from './worker-words.ts';

export const WHY_NOT: Record<WhyNot, string> = {
	missing: 'Eye contact is not available: the model is not installed.',
	damaged:
		'Eye contact is not available: the model is not installed. The file on the server is damaged.',
	unreachable:
		'Eye contact is not available: the model could not be loaded. Check the connection, then try again.',
	'no-webgl2':
		'Eye contact is not available: this browser has no WebGL2, which finding a face needs. Turn on hardware acceleration, or use another browser.',
	'no-workers':
		'Eye contact is not available: this browser is too old for it. A current Chrome, Edge, Firefox or Safari can do it.',
	failed:
		'Eye contact is not available: finding a face did not start in this browser. Reload the page, or use another browser.',
	'too-slow': 'Eye contact is not available: loading it took too long. Try again on a faster line.'
};

/** Added wherever one of the sentences stands alone. */
export const GO_ON = 'The interview and the recording work without it.';

/** Can trying again help, without changing the browser or the server? */
export const mayRetry = (why: WhyNot): boolean =>
	why === 'unreachable' || why === 'failed' || why === 'too-slow';

/** Why nothing is seen at the moment though eyes could be followed; null while something is. */
export function sayNotSeen({ nobody, rests }: { nobody: boolean; rests: boolean }): string | null {
	if (rests) return `${NOT_CHECKED}: this computer is short of time. ${GO_ON}`;
	if (!nobody) return null;
	return `${NOT_CHECKED}: no face is seen. Is the lens covered, or is it very dark? ${GO_ON}`;
}

const NOT_CHECKED = 'Eye contact is not being checked just now';
