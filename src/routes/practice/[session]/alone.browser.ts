/** Remembers, until the window is closed, that somebody chose to go on without the person who was to ask. */
const keyOf = (sessionId: string) => `vivavoce-alone-${sessionId}`;

export const rememberAlone = (sessionId: string): void =>
	sessionStorage.setItem(keyOf(sessionId), 'yes');

export const forgetAlone = (sessionId: string): void => sessionStorage.removeItem(keyOf(sessionId));

export const isAlone = (sessionId: string): boolean =>
	sessionStorage.getItem(keyOf(sessionId)) !== null;
