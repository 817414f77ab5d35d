/**
 * What the operator may set (see the table in the README), checked once at boot.
 */
import { resolve } from 'node:path';
import * as v from 'valibot';

const wholeNumber = (least: number, most: number) =>
	v.pipe(
		v.string(),
		v.regex(/^\d+$/, 'must be a whole number'),
		v.transform(Number),
		v.minValue(least, `must be at least ${least}`),
		v.maxValue(most, `must be at most ${most}`)
	);

const address = (protocols: string[], example: string) =>
	v.pipe(
		v.string(),
		v.check((value) => {
			if (!URL.canParse(value)) return false;
			return protocols.includes(new URL(value).protocol);
		}, `must be an address like ${example}`)
	);

const origin = v.pipe(
	address(['http:', 'https:'], 'https://practice.example.org'),
	v.check(
		(value) => URL.canParse(value) && new URL(value).origin === value.replace(/\/$/, ''),
		'must have no path, e.g. https://practice.example.org'
	),
	v.transform((value) => new URL(value).origin)
);

/** Names and passwords in an address would end up in logs. */
const transcriber = v.pipe(
	address(['http:', 'https:'], 'http://127.0.0.1:8080/v1/audio/transcriptions'),
	v.check((value) => {
		if (!URL.canParse(value)) return false;
		const { username, password, hash } = new URL(value);
		return `${username}${password}${hash}` === '';
	}, 'must have no name, password or #')
);

const filled = v.pipe(v.string(), v.minLength(1));

const EnvironmentSchema = v.pipe(
	v.object({
		PORT: v.optional(wholeNumber(1, 65535), '3000'),
		HOST: v.optional(filled, '127.0.0.1'),
		ORIGIN: v.optional(origin),
		DATA_DIR: v.optional(filled, './data'),
		DATABASE_URL: v.optional(
			address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/vivavoce')
		),
		S3_BUCKET: v.optional(filled),
		S3_ENDPOINT: v.optional(address(['http:', 'https:'], 'https://s3.example.org')),
		S3_REGION: v.optional(filled),
		S3_ACCESS_KEY_ID: v.optional(filled),
		S3_SECRET_ACCESS_KEY: v.optional(filled),
		SMTP_URL: v.optional(address(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org')),
		MAIL_FROM: v.optional(
			v.pipe(v.string(), v.regex(/^[^\s@]+@[^\s@]+$|<[^\s@]+@[^\s@]+>$/, 'must be a mail address'))
		),
		AUTH_SECRET: v.optional(
			v.pipe(v.string(), v.minLength(32, 'must have at least 32 characters'))
		),
		VISION_MODEL: v.optional(filled),
		TRANSCRIBER_URL: v.optional(transcriber),
		RETENTION_DAYS: v.optional(wholeNumber(1, 36500)),
		QUOTA_MB: v.optional(wholeNumber(1, 10_000_000), '5000'),
		LOG_LEVEL: v.optional(
			v.picklist(
				['debug', 'info', 'warn', 'error', 'silent'],
				'must be debug, info, warn, error or silent'
			),
			'info'
		)
	}),
	v.forward(
		v.partialCheck(
			[['S3_BUCKET'], ['S3_ACCESS_KEY_ID'], ['S3_SECRET_ACCESS_KEY']],
			(all) => !all.S3_BUCKET || Boolean(all.S3_ACCESS_KEY_ID && all.S3_SECRET_ACCESS_KEY),
			'needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY beside it'
		),
		['S3_BUCKET']
	),
	v.forward(
		v.partialCheck(
			[['SMTP_URL'], ['MAIL_FROM']],
			(all) => !all.SMTP_URL || Boolean(all.MAIL_FROM),
			'needs MAIL_FROM beside it'
		),
		['SMTP_URL']
	)
);

/** The checked settings. Lengths: `quotaBytes` in bytes (QUOTA_MB x 10^6), `retentionDays` in days. */
export interface Config {
	port: number;
	host: string;
	origin: string;
	folder: string;
	databaseUrl: string | undefined;
	s3: S3Config | undefined;
	smtp: { url: string; from: string } | undefined;
	authSecret: string | undefined;
	visionModel: string | undefined;
	/** Where the operator's own transcriber answers; undefined: transcripts are only typed or pasted. */
	transcriberUrl: string | undefined;
	retentionDays: number | undefined;
	quotaBytes: number;
	logLevel: string;
}

export interface S3Config {
	bucket: string;
	endpoint: string | undefined;
	region: string;
	accessKeyId: string;
	secretAccessKey: string;
}

/** Raised when the environment is wrong; `problems` has one line for every bad field. */
export class ConfigError extends Error {
	constructor(readonly problems: string[]) {
		super(`Vivavoce cannot start. Please mend:\n${problems.map((line) => `  ${line}`).join('\n')}`);
		this.name = 'ConfigError';
	}
}

/**
 * Reads the settings from `environment`; a variable set to nothing counts as not set.
 * @throws {ConfigError} listing every bad field at once.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
	const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
	const result = v.safeParse(EnvironmentSchema, set);
	if (!result.success) {
		throw new ConfigError(
			result.issues.map((issue) => `${v.getDotPath(issue) ?? 'environment'} ${issue.message}`)
		);
	}
	const env = result.output;
	return {
		port: env.PORT,
		host: env.HOST,
		origin: env.ORIGIN ?? `http://localhost:${env.PORT}`,
		folder: resolve(env.DATA_DIR),
		databaseUrl: env.DATABASE_URL,
		s3: s3Of(env),
		smtp: env.SMTP_URL && env.MAIL_FROM ? { url: env.SMTP_URL, from: env.MAIL_FROM } : undefined,
		authSecret: env.AUTH_SECRET,
		visionModel: env.VISION_MODEL,
		transcriberUrl: env.TRANSCRIBER_URL,
		retentionDays: env.RETENTION_DAYS,
		quotaBytes: env.QUOTA_MB * 1_000_000,
		logLevel: env.LOG_LEVEL
	};
}

function s3Of(env: v.InferOutput<typeof EnvironmentSchema>): S3Config | undefined {
	if (!env.S3_BUCKET || !env.S3_ACCESS_KEY_ID || !env.S3_SECRET_ACCESS_KEY) return undefined;
	return {
		bucket: env.S3_BUCKET,
		endpoint: env.S3_ENDPOINT,
		region: env.S3_REGION ?? 'us-east-1',
		accessKeyId: env.S3_ACCESS_KEY_ID,
		secretAccessKey: env.S3_SECRET_ACCESS_KEY
	};
}
