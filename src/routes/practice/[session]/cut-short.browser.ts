/**
 * Which takes of a session were cut short by a reload, a lost camera or a closed page. They do not use up the takes that
 * a format allows. Remembered on this device, where it happened.
 */
const keyOf = (sessionId: string) => `vivavoce-cut-short-${sessionId}`;

export const cutShort = {
	of(sessionId: string): string[] {
		const kept = localStorage.getItem(keyOf(sessionId));
		return kept ? kept.split(' ') : [];
	},
	add(sessionId: string, takeId: string): void {
		const all = new Set([...this.of(sessionId), takeId]);
		localStorage.setItem(keyOf(sessionId), [...all].join(' '));
	}
};
