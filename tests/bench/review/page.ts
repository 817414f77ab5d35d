/** Runs in the page: each function is sent there by itself, so none may use another. */

/** Scrolls `where` up and down with every frame for `ms` milliseconds; frames a second. */
export async function framesWhileScrolling({
	where,
	ms
}: {
	where: string;
	ms: number;
}): Promise<number> {
	const element = document.querySelector(where);
	if (!element) throw new Error(`${where} is not on the page`);
	const most = element.scrollHeight - element.clientHeight;
	const nextFrame = () => new Promise<number>((done) => requestAnimationFrame(done));
	// the first pass lays out what was never on the screen; a person's first scroll does that, too
	element.scrollTop = 0;
	const from = await nextFrame();
	let [now, frames, step] = [from, 0, 40];
	while (now - from < ms) {
		element.scrollTop += step;
		if (element.scrollTop <= 0 || element.scrollTop >= most - 1) step = -step;
		now = await nextFrame();
		frames++;
	}
	element.scrollTop = 0;
	return (frames * 1000) / (now - from);
}

/** Presses the comment at `place` of the list; milliseconds until the video says that it is there, and the next drawing. */
export async function measureSeek(place: number): Promise<number> {
	const list = document.querySelector('ul[aria-label="Comments"]');
	const button = list?.children[place]?.querySelector<HTMLElement>('button.comment');
	const video = document.querySelector('video');
	if (!button || !video) throw new Error(`there is no comment ${place}`);
	const from = performance.now();
	const drawn = new Promise<void>((done) =>
		video.addEventListener('seeked', () => requestAnimationFrame(() => done()), { once: true })
	);
	button.click();
	await Promise.race([drawn, new Promise((done) => setTimeout(done, 5000))]);
	return performance.now() - from;
}

/** The same for a video element with nothing around it. */
export async function measureBareSeeks({
	src,
	lengthS,
	count
}: {
	src: string;
	lengthS: number;
	count: number;
}): Promise<number[]> {
	const video = document.body.appendChild(document.createElement('video'));
	Object.assign(video, { src, muted: true, preload: 'metadata' });
	video.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 640px';
	await new Promise((done) => video.addEventListener('loadeddata', done, { once: true }));
	const took: number[] = [];
	for (let at = 0; at < count; at++) {
		const from = performance.now();
		const drawn = new Promise<void>((done) =>
			video.addEventListener('seeked', () => requestAnimationFrame(() => done()), { once: true })
		);
		video.currentTime = ((at * 73 + 11) % lengthS) + 0.02;
		await Promise.race([drawn, new Promise((done) => setTimeout(done, 5000))]);
		took.push(performance.now() - from);
	}
	video.remove();
	return took;
}
