import { describe, expect, it } from 'vitest';
import { codeForStatus, Fault, FAULTS, type FaultCode } from './errors.ts';

describe('the table of faults', () => {
	it.each(Object.entries(FAULTS))('%s is a refusal with a sentence', (_, { status, message }) => {
		expect(status).toBeGreaterThanOrEqual(400);
		expect(status).toBeLessThan(600);
		expect(message).toMatch(/^[A-Z].*\.$/);
	});
});

describe('a fault', () => {
	it('has the status and the sentence of its code', () => {
		const fault = new Fault('not-found');
		expect(fault).toBeInstanceOf(Error);
		expect(fault.status).toBe(404);
		expect(fault.toBody()).toEqual({ code: 'not-found', message: FAULTS['not-found'].message });
	});

	it('names the field, and may say it better', () => {
		const fault = new Fault('bad-input', { field: 'text', message: 'Too long.' });
		expect(fault.toBody()).toEqual({ code: 'bad-input', field: 'text', message: 'Too long.' });
	});
});

it.each([
	[400, 'bad-input'],
	[401, 'not-signed-in'],
	[403, 'not-allowed'],
	[404, 'not-found'],
	[405, 'wrong-method'],
	[413, 'too-large'],
	[429, 'too-many'],
	[500, 'unexpected'],
	[502, 'unexpected']
] as [number, FaultCode][])('status %i is called %s', (status, code) => {
	expect(codeForStatus(status)).toBe(code);
});
