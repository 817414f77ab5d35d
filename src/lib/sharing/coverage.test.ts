import { expect, it } from 'vitest';
import { covers, nameOfCovered, type Covered } from './coverage.ts';

const whole = (...answerIds: string[]): Covered => ({ answerIds, takesOnlyOf: [], takeIds: [] });
const takes = (answerId: string, ...takeIds: string[]): Covered => ({
	answerIds: [answerId],
	takesOnlyOf: [answerId],
	takeIds
});

it('covers the same and less, never more', () => {
	expect(covers(whole('a', 'b'), whole('a'))).toBe(true);
	expect(covers(whole('a'), whole('a'))).toBe(true);
	expect(covers(whole('a'), whole('a', 'b'))).toBe(false);
	expect(covers(whole('a'), whole('b'))).toBe(false);
});

it('takes a whole answer for more than one of its takes', () => {
	expect(covers(whole('a'), takes('a', '1'))).toBe(true);
	expect(covers(takes('a', '1'), whole('a'))).toBe(false);
	expect(covers(takes('a', '1', '2'), takes('a', '2'))).toBe(true);
	expect(covers(takes('a', '1'), takes('a', '1', '2'))).toBe(false);
});

it('gives the same name to the same things in another order', () => {
	expect(nameOfCovered(whole('a', 'b'))).toBe(nameOfCovered(whole('b', 'a')));
	expect(nameOfCovered(whole('a'))).not.toBe(nameOfCovered(takes('a', '1')));
});
