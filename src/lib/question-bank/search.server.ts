/** The search over the bank, made once: for pages without script, and to send to those that have it. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Bank } from './bank.ts';
import { listDocuments, makeSearch, type Search } from './search.ts';

/** The documents as they are sent: JSON, compressed once. */
export interface SearchPayload {
	json: string;
	gzipped: Buffer<ArrayBuffer>;
	/** Changes whenever the bank does. */
	etag: string;
}

const searches = new WeakMap<Bank, Search>();
const payloads = new WeakMap<Bank, Promise<SearchPayload>>();

/** The search over `bank`; its index is built the first time. */
export function searchOf(bank: Bank): Search {
	const search = searches.get(bank) ?? makeSearch(listDocuments(bank));
	searches.set(bank, search);
	return search;
}

/** The documents of `bank` as they are sent. */
export function payloadOf(bank: Bank): Promise<SearchPayload> {
	const payload = payloads.get(bank) ?? makePayload(bank);
	payloads.set(bank, payload);
	return payload;
}

async function makePayload(bank: Bank): Promise<SearchPayload> {
	const json = JSON.stringify(listDocuments(bank));
	const etag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`;
	return { json, gzipped: Buffer.from(await promisify(gzip)(json)), etag };
}
