/** Tells the server which questions the person has moved on from; what it did not hear is said until it does. */
const AGAIN_AFTER_MS = 5_000;

/** `path`: of the answers on the server. Returns how to close the one at a position. */
export function closeAnswersAt(path: string): (position: number) => void {
	const unheard = new Set<number>();
	let isSending = false;
	let timer: ReturnType<typeof setTimeout> | undefined;

	async function send(): Promise<void> {
		if (isSending) return;
		isSending = true;
		clearTimeout(timer);
		// one that is added meanwhile is visited too
		for (const position of unheard) {
			const status = await post(`${path}/${position}/close`);
			// a refusal stays one; an outage passes
			if (status !== 0 && status < 500) unheard.delete(position);
		}
		isSending = false;
		if (unheard.size > 0) timer = setTimeout(() => void send(), AGAIN_AFTER_MS);
	}

	return (position) => {
		unheard.add(position);
		void send();
	};
}

/** HTTP status; 0 when there was no answer. */
async function post(path: string): Promise<number> {
	return fetch(path, { method: 'POST', keepalive: true }).then(
		(response) => response.status,
		() => 0
	);
}
