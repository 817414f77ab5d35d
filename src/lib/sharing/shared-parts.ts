/** What the owner picks to share, as the form holds it. */

/** An answer that has something to share. */
export interface SharedAnswer {
	id: string;
	position: number;
	question: string;
	/** Oldest first. */
	takes: readonly { id: string; durationMs: number | null }[];
}

/** By the answer's id: every take, or only these. An answer that is not here is not shared. */
export type Chosen = Readonly<Record<string, 'all' | readonly string[]>>;

/** Everything that was recorded. */
export function everything(answers: readonly SharedAnswer[]): Chosen {
	return Object.fromEntries(answers.map(({ id }) => [id, 'all' as const]));
}

/** The same as the server takes it; a part that would be empty is left out. */
export function toWanted(chosen: Chosen): { answerIds?: string[]; takeIds?: string[] } {
	const answerIds = Object.keys(chosen).filter((id) => chosen[id] === 'all');
	const takeIds = Object.values(chosen).flatMap((takes) => (takes === 'all' ? [] : takes));
	return {
		...(answerIds.length > 0 && { answerIds }),
		...(takeIds.length > 0 && { takeIds })
	};
}
