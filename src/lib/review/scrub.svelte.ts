/** Dragging along a line: where the pointer is as a share of its width, told at most once a frame. */

/** A pointer that moved less than this has clicked, in CSS pixels. */
const CLICK_PX = 4;

interface ScrubEvents {
	/** The pointer is held down here now. */
	live(share: number): void;
	/** It was let go here; `hasMoved` tells a drag from a click. */
	drop(share: number, hasMoved: boolean): void;
}

export class Scrub {
	/** 0 to 1 while a pointer drags, else null. */
	share = $state<number | null>(null);
	readonly #events: ScrubEvents;

	constructor(events: ScrubEvents) {
		this.#events = events;
	}

	/** Makes the element draggable; returns how to stop. */
	attach = (line: HTMLElement): (() => void) => {
		const ending = new AbortController();
		const { signal } = ending;
		let start: { id: number; x: number; box: DOMRect } | null = null;
		let hasMoved = false;
		let frame = 0;

		const shareOf = (event: PointerEvent, box: DOMRect) =>
			Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)));
		const end = () => {
			cancelAnimationFrame(frame);
			frame = 0;
			start = null;
			this.share = null;
		};

		const on = (name: string, act: (event: PointerEvent) => void) =>
			line.addEventListener(name, act as EventListener, { signal });
		on('pointerdown', (event) => {
			if (event.button !== 0 || !event.isPrimary) return;
			start = { id: event.pointerId, x: event.clientX, box: line.getBoundingClientRect() };
			hasMoved = false;
			line.setPointerCapture(event.pointerId);
		});
		on('pointermove', (event) => {
			if (!start || event.pointerId !== start.id) return;
			hasMoved ||= Math.abs(event.clientX - start.x) >= CLICK_PX;
			if (!hasMoved) return;
			this.share = shareOf(event, start.box);
			frame ||= requestAnimationFrame(() => {
				frame = 0;
				if (this.share !== null) this.#events.live(this.share);
			});
		});
		on('pointerup', (event) => {
			if (!start || event.pointerId !== start.id) return;
			const share = shareOf(event, start.box);
			const moved = hasMoved;
			end();
			this.#events.drop(share, moved);
		});
		on('pointercancel', end);
		return () => {
			end();
			ending.abort();
		};
	};
}
