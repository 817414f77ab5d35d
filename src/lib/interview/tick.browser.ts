/**
 * Ticks from a worker, because a page that is hidden ticks once a second or once a minute; and from the page where there
 * is no worker or it falls behind. What is due is counted from moments, so a tick too many or too late does no harm.
 */
const TICK_MS = 100;

export interface Ticking {
	/** Ticks once more after `delayMs`, so that what is due then is not late by a whole tick. */
	wakeIn(delayMs: number): void;
	stop(): void;
}

/** `steady`: from a clock that a hidden page does not slow down; undefined when that is not known yet. */
type OnTick = (steady?: boolean) => void;

export function startTicking(onTick: OnTick): Ticking {
	let lastMs = performance.now();
	const tick = (steady?: boolean): void => {
		lastMs = performance.now();
		onTick(steady);
	};
	const timer = setInterval(() => {
		if (performance.now() - lastMs >= TICK_MS * 0.9) tick();
	}, TICK_MS);
	const worker = openWorker();
	worker?.addEventListener('message', () => tick(true));
	let wake: ReturnType<typeof setTimeout> | undefined;
	return {
		wakeIn(delayMs) {
			clearTimeout(wake);
			// rounded up: a millisecond too early would tick before it is due
			wake = setTimeout(() => tick(), Math.ceil(delayMs));
			worker?.postMessage(Math.ceil(delayMs));
		},
		stop() {
			clearInterval(timer);
			clearTimeout(wake);
			worker?.terminate();
		}
	};
}

/** Where workers are refused the page's own timer has to do. */
function openWorker(): Worker | null {
	try {
		return new Worker(new URL('./tick.worker.ts', import.meta.url), { type: 'module' });
	} catch {
		return null;
	}
}
