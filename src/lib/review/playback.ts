/** What other parts of a page may ask of the player. Times in milliseconds from the shown take's first frame. */
export interface Playback {
	show(takeId: string, atMs: number): void;
	seek(ms: number): void;
	play(): void;
	pause(): void;
	isPlaying(): boolean;
	/** The moment of the picture that is shown now, in whole milliseconds. */
	now(): number;
}
