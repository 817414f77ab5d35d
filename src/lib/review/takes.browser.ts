/** Waits, as a reviewer, for recordings that are still being prepared. */
import type { ShownAnswer, ShownTake } from './chapters.ts';

const EVERY_MS = 3000;

type TakeState = ShownTake & { answerId: string };

/** Asks for the states of all takes until none is on its way; returns how to stop. Failed requests are asked again. */
export function watchTakes(
	token: string,
	answers: readonly ShownAnswer[],
	onchange: (answers: ShownAnswer[]) => void
): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let seen = [...answers];

	async function look() {
		const takes = await ask(token);
		if (takes) {
			seen = seen.map((answer) => ({ ...answer, takes: takesOf(answer.id, takes) }));
			onchange(seen);
		}
		wait();
	}

	function wait() {
		if (isAnyOnItsWay(seen)) timer = setTimeout(() => void look(), EVERY_MS);
	}

	wait();
	return () => clearTimeout(timer);
}

async function ask(token: string): Promise<TakeState[] | null> {
	try {
		const response = await fetch(`/api/reviews/${token}`);
		return response.ok ? ((await response.json()) as { takes: TakeState[] }).takes : null;
	} catch {
		return null;
	}
}

function takesOf(answerId: string, takes: readonly TakeState[]): ShownTake[] {
	return takes
		.filter((take) => take.answerId === answerId)
		.map(({ id, state, durationMs }) => ({ id, state, durationMs }));
}

function isAnyOnItsWay(answers: readonly ShownAnswer[]): boolean {
	const onItsWay = (take: ShownTake) => take.state === 'arriving' || take.state === 'received';
	return answers.some((answer) => answer.takes.some(onItsWay));
}
