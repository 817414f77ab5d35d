import { afterEach, expect, it, vi } from 'vitest';
import { knownSpeed, noteUpload } from './upload-speed.browser.ts';

afterEach(() => {
	vi.restoreAllMocks();
	localStorage.clear();
});

it('remembers what was measured', () => {
	noteUpload(1_000_000, 1000);
	expect(knownSpeed()).toBe(8_000_000);
});

it.each(['QuotaExceededError', 'SecurityError'])(
	'with storage that answers %s it measures all the same, and no upload is stopped by it',
	(name) => {
		const refuse = (): never => {
			throw new DOMException('', name);
		};
		vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse);
		if (name === 'SecurityError') vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse);
		expect(() => noteUpload(1_000_000, 1000)).not.toThrow();
		expect(knownSpeed()).toBeGreaterThan(0);
	}
);
