/** Beats once a period, whatever the page that made it does with its own timers. */
let timer: ReturnType<typeof setInterval> | undefined;

onmessage = ({ data: periodMs }: MessageEvent<number>) => {
	clearInterval(timer);
	timer = setInterval(() => postMessage('beat'), periodMs);
};
