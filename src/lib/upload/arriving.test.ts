import { expect, it } from 'vitest';
import { ArrivingBytes } from './arriving.ts';

it('counts what is still to come of everybody, announced earlier, until it is done', () => {
	const arriving = new ArrivingBytes();
	const written = new Map([['a', 300]]);
	const toCome = (id: string) => arriving.toComeBefore(id, (other) => written.get(other) ?? 0);
	const done = arriving.add('ana', 'a', 1000);
	arriving.add('ben', 'b', 500);
	arriving.add('ben', 'c', 50);
	expect([toCome('a'), toCome('b'), toCome('c')]).toEqual([0, 700, 1200]);
	const ofOwner = (owner: string) => arriving.toComeBefore('c', () => 0, owner);
	expect([ofOwner('ana'), ofOwner('ben'), ofOwner('nobody')]).toEqual([1000, 500, 0]);
	// one that has written more than it said has nothing to come
	written.set('a', 2000);
	expect(toCome('c')).toBe(500);
	done();
	expect(toCome('b')).toBe(0);
});
