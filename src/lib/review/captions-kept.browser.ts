/** Whether captions are drawn, kept on this device; they are until somebody turns them off. */
const KEPT_AS = 'vivavoce:player-captions';

export const captionsKept = {
	read(): boolean {
		try {
			return localStorage.getItem(KEPT_AS) !== 'off';
		} catch {
			return true;
		}
	},
	write(on: boolean): void {
		try {
			if (on) localStorage.removeItem(KEPT_AS);
			else localStorage.setItem(KEPT_AS, 'off');
		} catch {
			// a browser that keeps nothing: the choice holds for this page
		}
	}
};
