/** The camera and the microphone of this device: which there are, which were chosen, remembered here. */
import { listed, readChoice, type DeviceChoice } from './devices.ts';

const KEY = 'vivavoce-devices';

class Devices {
	choice = $state.raw<DeviceChoice>(readChoice(null));
	cameras = $state.raw<{ value: string; label: string }[]>([]);
	microphones = $state.raw<{ value: string; label: string }[]>([]);
	#isRead = false;

	/** Reads what was chosen earlier; once a page. */
	read(): DeviceChoice {
		if (this.#isRead) return this.choice;
		this.#isRead = true;
		try {
			this.choice = readChoice(localStorage.getItem(KEY));
		} catch {
			// a browser that lets nobody look has kept no choice
		}
		return this.choice;
	}

	choose(change: Partial<DeviceChoice>): void {
		this.choice = { ...this.read(), ...change };
		try {
			localStorage.setItem(KEY, JSON.stringify(this.choice));
		} catch {
			// a browser that keeps nothing asks again next time
		}
	}

	/** Looks which devices are connected; browsers give their names only after camera or microphone were allowed. */
	async look(): Promise<void> {
		const found = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
		this.cameras = listed(found, 'videoinput');
		this.microphones = listed(found, 'audioinput');
	}
}

export const devices = new Devices();
