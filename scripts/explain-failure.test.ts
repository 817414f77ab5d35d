import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/lib/platform/config.server.ts';
import { explainFailure } from './explain-failure.ts';

const config = readConfig({
	DATABASE_URL: 'postgres://ana:secret-word@db.example.org:5433/viva',
	DATA_DIR: 'data'
});

function failure(code: string, more: object = {}): Error {
	return Object.assign(new Error(`it failed with ${code}`), { code, ...more });
}

describe('what the operator reads', () => {
	it.each(['ECONNREFUSED', 'ENOTFOUND', 'CONNECT_TIMEOUT'])('no database: %s', (code) => {
		const words = explainFailure(new Error('wrapped', { cause: failure(code) }), config);
		expect(words).toBe(
			`Vivavoce cannot reach the database viva at db.example.org:5433 (${code}). Is it running, and is DATABASE_URL right?`
		);
	});

	it('a name with several addresses, none of which answers', () => {
		const all = new AggregateError([failure('ECONNREFUSED'), failure('ECONNREFUSED')]);
		expect(explainFailure(all, config)).toContain('cannot reach the database');
	});

	it('a wrong password, without showing it', () => {
		const words = explainFailure(failure('28P01'), config);
		expect(words).toContain('may not use the database viva');
		expect(words).not.toContain('secret-word');
	});

	it('a HOST that is no name of this machine', () => {
		const failed = failure('ENOTFOUND', { syscall: 'getaddrinfo', hostname: 'nowhere.invalid' });
		const words = explainFailure(failed, { ...config, host: 'nowhere.invalid' });
		expect(words).toMatch(
			/^HOST is nowhere\.invalid, and no such name is known here \(ENOTFOUND\)/
		);
	});

	it('a port that is taken', () => {
		const words = explainFailure(failure('EADDRINUSE', { syscall: 'listen' }), config);
		expect(words).toBe(
			'Port 3000 is taken by another program. Stop it, or choose another port: PORT=3001 npm start'
		);
	});

	it('a data folder that cannot be written', () => {
		const path = resolve('data', 'media');
		expect(explainFailure(failure('EACCES', { path }), config)).toContain('Set DATA_DIR');
	});

	it('anything else: the stack', () => {
		expect(explainFailure(new Error('a bug'), config)).toMatch(/a bug\n {4}at /);
		expect(explainFailure('a string', config)).toContain('a string');
	});
});
