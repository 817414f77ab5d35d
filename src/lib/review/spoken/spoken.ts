/** Spoken and filmed comments: how long and how large they may be. */

/** The longest comment, in milliseconds, and what the measuring may be off by. */
export const LONGEST_SPOKEN_MS = 120_000;
export const SPOKEN_SLACK_MS = 2_000;

/** The largest recording of one comment, and of all comments of one review, in bytes. */
export const LARGEST_SPOKEN = 40_000_000;
export const LARGEST_SPOKEN_TOGETHER = 400_000_000;

/** Names in the media store begin with this, so that they are told from those of takes. */
const PREFIX = 'comment-';

/** The name of a comment's recording in the media store; `kind`: webm or mp4. */
export const spokenKey = (id: string, kind: string): string => `${PREFIX}${id}.${kind}`;
export const isSpokenKey = (mediaKey: string): boolean => mediaKey.startsWith(PREFIX);
