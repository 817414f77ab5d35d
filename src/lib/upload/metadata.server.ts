/** What an upload says about itself in tus's `Upload-Metadata`, and the names it uses there. */
import { Metadata } from '@tus/server';
import * as v from 'valibot';
import { checkInput } from '../platform/input.ts';
import { Fault } from '../platform/errors.ts';
import type { AnnouncedTake } from './ledger.ts';
import { judgeRecordedAt } from './recorded-at.ts';

const time = v.pipe(
	v.string(),
	v.isoTimestamp('must be an ISO 8601 time'),
	v.transform((text) => new Date(text)),
	v.check((date) => !Number.isNaN(date.getTime()), 'must be a time that exists')
);

const MetadataSchema = v.strictObject({
	takeId: v.string(),
	answerId: v.string(),
	mimeType: v.pipe(
		v.string(),
		v.maxLength(120, 'must be at most 120 characters'),
		v.regex(/^(video|audio)\/(webm|mp4)(;\s?codecs=[\w.,"' -]+)?$/, 'must be a WebM or MP4 type')
	),
	recordedAt: time,
	/** What the device's clock says now. */
	sentAt: v.optional(time)
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the header `Upload-Metadata`; `now` judges the device's clock.
 * @throws {Fault} `not-allowed` when it names no take and answer of ours, `bad-input` when another field is wrong
 */
export function readMetadata(header: string | null, now: Date): AnnouncedTake {
	const given = parse(header);
	const { takeId, answerId } = given;
	if (!takeId || !answerId || !UUID.test(takeId) || !UUID.test(answerId)) {
		throw new Fault('not-allowed', {
			message: 'An upload must name its take and the answer of a session of yours.'
		});
	}
	const { mimeType, recordedAt, sentAt } = checkInput(MetadataSchema, given);
	return { id: takeId, answerId, mimeType, ...judgeRecordedAt(recordedAt, sentAt ?? null, now) };
}

/** A header that cannot be read names nothing. */
function parse(header: string | null): Record<string, string | null> {
	try {
		return Metadata.parse(header ?? '') as Record<string, string | null>;
	} catch {
		return {};
	}
}
