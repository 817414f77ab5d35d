/**
 * Short messages at the lower edge, with a way back. Only for what can also be found elsewhere: a toast goes away.
 */

export interface Toast {
	id: number;
	message: string;
	/** Takes the thing back; the toast is gone once it is pressed. */
	undo?: () => void | Promise<void>;
}

/** Long enough to read it twice and reach for "Undo". */
const STAYS_MS = 10_000;
const AT_MOST = 3;

class Toasts {
	list = $state<Toast[]>([]);
	#next = 1;
	#timers = new Map<number, ReturnType<typeof setTimeout>>();

	/** Shows a message; the oldest makes room. */
	show(message: string, undo?: Toast['undo']): void {
		const id = this.#next++;
		this.list.push({ id, message, ...(undo ? { undo } : {}) });
		for (const oldest of this.list.slice(0, -AT_MOST)) this.close(oldest.id);
		this.#startTimer(id);
	}

	close(id: number): void {
		clearTimeout(this.#timers.get(id));
		this.#timers.delete(id);
		this.list = this.list.filter((toast) => toast.id !== id);
	}

	/** While somebody points at the messages or has focus there, none goes away. */
	hold(): void {
		for (const timer of this.#timers.values()) clearTimeout(timer);
	}

	release(): void {
		for (const toast of this.list) this.#startTimer(toast.id);
	}

	#startTimer(id: number): void {
		clearTimeout(this.#timers.get(id));
		this.#timers.set(
			id,
			setTimeout(() => this.close(id), STAYS_MS)
		);
	}
}

/** The one list of messages; the layout draws it. Call `show` from event handlers only, never while drawing. */
export const toasts = new Toasts();
