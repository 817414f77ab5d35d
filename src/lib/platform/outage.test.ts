import { expect, it } from 'vitest';
import { Fault } from './errors.ts';
import { isOutage } from './outage.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

it('knows a lost connection, also inside another error', () => {
	expect(isOutage(withCode('ECONNREFUSED'))).toBe(true);
	expect(isOutage(withCode('CONNECTION_CLOSED'))).toBe(true);
	expect(isOutage(withCode('57P01'))).toBe(true);
	expect(isOutage(Object.assign(withCode('ENOENT'), { syscall: 'connect' }))).toBe(true);
	expect(isOutage(new Error('Failed query', { cause: withCode('CONNECT_TIMEOUT') }))).toBe(true);
});

it('takes nothing else for one', () => {
	expect(isOutage(withCode('23505'))).toBe(false);
	expect(isOutage(Object.assign(withCode('ENOENT'), { syscall: 'open' }))).toBe(false);
	expect(isOutage(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))).toBe(false);
	expect(isOutage(new Fault('not-found'))).toBe(false);
	expect(isOutage(new TypeError('x'))).toBe(false);
	expect(isOutage('ECONNREFUSED')).toBe(false);
});
