/** Ticks where the browser does not slow timers down: a hidden page's own come once a second, later once a minute. */

/** Half of what the shown time may be off, so that one late tick does no harm; in milliseconds. */
const TICK_MS = 50;
let wake: ReturnType<typeof setTimeout> | undefined;

setInterval(() => postMessage('tick'), TICK_MS);
onmessage = ({ data }: MessageEvent<number>) => {
	clearTimeout(wake);
	wake = setTimeout(() => postMessage('tick'), data);
};
