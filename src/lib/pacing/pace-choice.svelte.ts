/** Whether this person wants to see their pace while they speak; kept on the device, off until they ask for it. */
const KEY = 'vivavoce-pace-meter';

class PaceChoice {
	isShown = $state(false);

	/** Reads what was chosen on this device. */
	recall(): void {
		this.isShown = localStorage.getItem(KEY) === 'on';
	}

	choose(on: boolean): void {
		this.isShown = on;
		localStorage.setItem(KEY, on ? 'on' : 'off');
	}
}

export const paceChoice = new PaceChoice();
