/** Do two values say the same? Key by key, because a database keeps the fields of an object in an order of its own. */
export function isSame(a: unknown, b: unknown): boolean {
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
	const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
	const keys = Object.keys(left);
	return (
		keys.length === Object.keys(right).length && keys.every((key) => isSame(left[key], right[key]))
	);
}
