import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.server.ts';

function problemsOf(environment: Record<string, string>): string[] {
	try {
		readConfig(environment);
		return [];
	} catch (caught) {
		if (caught instanceof ConfigError) return caught.problems;
		throw caught;
	}
}

describe('settings', () => {
	it('have the defaults of the README when nothing is set', () => {
		expect(readConfig({})).toEqual({
			port: 3000,
			host: '127.0.0.1',
			origin: 'http://localhost:3000',
			folder: resolve('data'),
			databaseUrl: undefined,
			s3: undefined,
			smtp: undefined,
			authSecret: undefined,
			visionModel: undefined,
			retentionDays: undefined,
			quotaBytes: 5_000_000_000,
			logLevel: 'info'
		});
	});

	it('count as not set when they are empty', () => {
		expect(readConfig({ PORT: '', DATABASE_URL: '', RETENTION_DAYS: '' })).toEqual(readConfig({}));
	});

	it('are read', () => {
		const config = readConfig({
			PORT: '8080',
			HOST: '0.0.0.0',
			DATA_DIR: 'elsewhere',
			DATABASE_URL: 'postgres://u:p@db:5432/viva',
			RETENTION_DAYS: '30',
			QUOTA_MB: '1'
		});
		expect(config).toMatchObject({
			port: 8080,
			host: '0.0.0.0',
			origin: 'http://localhost:8080',
			folder: resolve('elsewhere'),
			databaseUrl: 'postgres://u:p@db:5432/viva',
			retentionDays: 30,
			quotaBytes: 1_000_000
		});
	});

	it('take the public address without its last slash', () => {
		expect(readConfig({ ORIGIN: 'https://viva.example.org/' }).origin).toBe(
			'https://viva.example.org'
		);
	});

	it('for S3 and mail come as a group', () => {
		const s3 = { S3_BUCKET: 'viva', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'key' };
		expect(readConfig(s3).s3).toMatchObject({
			bucket: 'viva',
			accessKeyId: 'id',
			secretAccessKey: 'key'
		});
		const mail = { SMTP_URL: 'smtps://u:p@mail.example.org', MAIL_FROM: 'Viva <viva@example.org>' };
		expect(readConfig(mail).smtp).toEqual({ url: mail.SMTP_URL, from: mail.MAIL_FROM });
	});
});

describe('a wrong setting is named', () => {
	it.each([
		['PORT', 'abc'],
		['PORT', '0'],
		['PORT', '70000'],
		['PORT', '80.5'],
		['ORIGIN', 'viva.example.org'],
		['ORIGIN', 'https://viva.example.org/path'],
		['ORIGIN', 'ftp://viva.example.org'],
		['DATABASE_URL', 'mysql://db/viva'],
		['S3_ENDPOINT', 'somewhere'],
		['S3_BUCKET', 'alone'],
		['SMTP_URL', 'smtp://alone'],
		['MAIL_FROM', 'nobody'],
		['AUTH_SECRET', 'short'],
		['RETENTION_DAYS', '-1'],
		['QUOTA_MB', 'lots'],
		['LOG_LEVEL', 'loud']
	])('%s=%s', (name, value) => {
		expect(problemsOf({ [name]: value })[0]).toMatch(new RegExp(`^${name} `));
	});

	it('together with every other wrong one', () => {
		const problems = problemsOf({ PORT: 'x', QUOTA_MB: 'x', AUTH_SECRET: 'x' });
		expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
			'AUTH_SECRET',
			'PORT',
			'QUOTA_MB'
		]);
		expect(() => readConfig({ PORT: 'x' })).toThrow(/Please mend:\n {2}PORT /);
	});

	it('and its value is not shown when it is a secret', () => {
		expect(problemsOf({ AUTH_SECRET: 'hunter2' }).join()).not.toContain('hunter2');
	});
});
