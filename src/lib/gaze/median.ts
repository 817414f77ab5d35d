/** The middle of the sorted values, the mean of the two middle ones; 0 of none. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
	return ((sorted[low] ?? 0) + (sorted[high] ?? 0)) / 2;
}

/** The mean of the sorted values without a sixth at either end: steadier than the median, and deaf to strays too. */
export function middleMean(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const cut = Math.floor(sorted.length / 6);
	const middle = sorted.slice(cut, sorted.length - cut);
	return middle.reduce((sum, value) => sum + value, 0) / Math.max(1, middle.length);
}
