import { describe, expect, it } from 'vitest';
import { isForeign, rightAddress } from './same-origin.ts';

const OWN = 'http://localhost:3000';

describe('a request that changes something', () => {
	const from = (headers: Record<string, string>) => isForeign('POST', new Headers(headers), OWN);

	it('may come from our own pages and from programs', () => {
		expect(from({ origin: OWN })).toBe(false);
		expect(from({})).toBe(false);
	});

	it('may not come from another site, another port or a hidden origin', () => {
		expect(from({ origin: 'https://evil.example' })).toBe(true);
		expect(from({ origin: 'http://localhost:4000' })).toBe(true);
		expect(from({ origin: 'null' })).toBe(true);
		expect(from({ 'sec-fetch-site': 'cross-site' })).toBe(true);
	});

	it('does not concern reading', () => {
		expect(isForeign('GET', new Headers({ origin: 'https://evil.example' }), OWN)).toBe(false);
	});
});

describe('another name of this computer', () => {
	const url = new URL(`${OWN}/practice?set=openers`);

	it('is led to the one that cookies and forms know', () => {
		expect(rightAddress('127.0.0.1:3000', url)).toBe(url.href);
		expect(rightAddress('[::1]:3000', url)).toBe(url.href);
	});

	it('is left alone when it is right, or when a proxy stands in front', () => {
		expect(rightAddress('localhost:3000', url)).toBeNull();
		expect(rightAddress(null, url)).toBeNull();
		expect(rightAddress('127.0.0.1:3000', new URL('https://viva.example.org/'))).toBeNull();
		expect(rightAddress('viva.internal:3000', url)).toBeNull();
	});
});
