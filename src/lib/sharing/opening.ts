/** One time that something shared was opened, as its owner sees it. */
export interface Opening {
	at: Date;
	/** page: the review was opened. play: a recording was fetched. */
	kind: 'page' | 'play';
	/** Which recording; null for a page, or when it is deleted. */
	takeId: string | null;
}
