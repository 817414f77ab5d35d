/** Names of what only one page may do with a take at a time (`one-page.browser.ts`). */

/** Held for as long as a page records a take, or does what nobody may do to a take that is recorded. */
export const recordingLock = (takeId: string): string => `vivavoce-record-${takeId}`;

/** Held by the page that sends a take. */
export const sendingLock = (takeId: string): string => `vivavoce-send-${takeId}`;
