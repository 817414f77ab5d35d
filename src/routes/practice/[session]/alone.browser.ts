/**
 * Remembers, until the window is closed, whether the person who was to ask has come, and whether somebody chose to go on
 * without them.
 */
const keyOf = (sessionId: string) => `vivavoce-alone-${sessionId}`;
const comeKeyOf = (sessionId: string) => `vivavoce-come-${sessionId}`;

export const rememberAlone = (sessionId: string): void =>
	sessionStorage.setItem(keyOf(sessionId), 'yes');

export const forgetAlone = (sessionId: string): void => sessionStorage.removeItem(keyOf(sessionId));

export const isAlone = (sessionId: string): boolean =>
	sessionStorage.getItem(keyOf(sessionId)) !== null;

export const rememberCome = (sessionId: string): void =>
	sessionStorage.setItem(comeKeyOf(sessionId), 'yes');

export const hasCome = (sessionId: string): boolean =>
	sessionStorage.getItem(comeKeyOf(sessionId)) !== null;
