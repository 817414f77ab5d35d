/**
 * A reviewer's feedback, and how an applicant rated themselves. The rubric is stored as it was, so a rating keeps the
 * anchors it was given under; a marker keeps its word, colour and shape.
 */
import { sql } from 'drizzle-orm';
import {
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	timestamp,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { person } from '../account/schema.server.ts';
import { session, take } from '../practice/schema.server.ts';
import type { StoredRubric } from '../rubric/rubric.ts';
import { grant } from '../sharing/schema.server.ts';
import type { Rating } from './feedback.ts';
import type { HandedOver } from './handed-over.ts';
import type { MarkerKind } from './marker.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** By a grant's reviewer (`grantId`), or by the owner about themselves (`selfOf`, once for each version of a rubric). */
export const review = pgTable(
	'review',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		grantId: uuid('grant_id')
			.unique()
			.references(() => grant.id, { onDelete: 'cascade' }),
		selfOf: uuid('self_of').references(() => session.id, { onDelete: 'cascade' }),
		reviewer: text('reviewer').notNull(),
		rubricId: text('rubric_id').notNull().default(''),
		rubric: jsonb('rubric').$type<StoredRubric>().notNull(),
		keep: text('keep').notNull().default(''),
		change: text('change').notNull().default(''),
		tryNext: text('try_next').notNull().default(''),
		createdAt: at('created_at').notNull().defaultNow(),
		/** Null while it is a draft; null again while it is opened for changes. */
		submittedAt: at('submitted_at'),
		/** What the applicant got the last time; it stays theirs while the review is open for changes. */
		handedOver: jsonb('handed_over').$type<HandedOver>(),
		/** The ratings of the last time it was handed over before its reviewer read what others gave. */
		blindRatings: jsonb('blind_ratings').$type<Rating[]>(),
		/** When its reviewer first read what others gave, and whether anything was changed after that. */
		seenOthersAt: at('seen_others_at'),
		changedAfterSeeing: boolean('changed_after_seeing').notNull().default(false),
		thankedAt: at('thanked_at')
	},
	(table) => [
		uniqueIndex('review_self').on(
			table.selfOf,
			table.rubricId,
			sql`(${table.rubric} ->> 'version')`
		)
	]
);

/** The rubric as a reviewer found it when they first opened their page; they rate by it, whatever becomes of it since. */
export const shownRubric = pgTable('shown_rubric', {
	grantId: uuid('grant_id')
		.primaryKey()
		.references(() => grant.id, { onDelete: 'cascade' }),
	rubric: jsonb('rubric').$type<StoredRubric>().notNull(),
	shownAt: at('shown_at').notNull().defaultNow()
});

export const rating = pgTable(
	'rating',
	{
		reviewId: uuid('review_id')
			.notNull()
			.references(() => review.id, { onDelete: 'cascade' }),
		criterion: text('criterion').notNull(),
		/** Of a scale: 1 to 5. Of a checklist all three are null; what was there is in `rating_tick`. */
		level: integer('level'),
		points: integer('points'),
		text: text('text'),
		takeId: uuid('take_id').references(() => take.id, { onDelete: 'set null' }),
		/** Milliseconds from the take's first frame; null when no moment was given. */
		atMs: integer('at_ms'),
		/** The reviewer said that no single moment shows it. */
		noMoment: boolean('no_moment').notNull().default(false)
	},
	(table) => [primaryKey({ columns: [table.reviewId, table.criterion] })]
);

/** A ticked item of a checklist. */
export const ratingTick = pgTable(
	'rating_tick',
	{
		reviewId: uuid('review_id')
			.notNull()
			.references(() => review.id, { onDelete: 'cascade' }),
		criterion: text('criterion').notNull(),
		item: text('item').notNull(),
		takeId: uuid('take_id').references(() => take.id, { onDelete: 'set null' }),
		atMs: integer('at_ms')
	},
	(table) => [primaryKey({ columns: [table.reviewId, table.criterion, table.item] })]
);

export const comment = pgTable(
	'comment',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		reviewId: uuid('review_id')
			.notNull()
			.references(() => review.id, { onDelete: 'cascade' }),
		takeId: uuid('take_id')
			.notNull()
			.references(() => take.id, { onDelete: 'cascade' }),
		/** Milliseconds from the take's first frame; `endMs` null for a moment, set for a stretch. */
		atMs: integer('at_ms').notNull(),
		endMs: integer('end_ms'),
		text: text('text').notNull(),
		isSpoken: boolean('is_spoken').notNull().default(false),
		createdAt: at('created_at').notNull().defaultNow(),
		resolvedAt: at('resolved_at'),
		/** The retake that answers it. */
		resolvedByTakeId: uuid('resolved_by_take_id').references(() => take.id, {
			onDelete: 'set null'
		}),
		thankedAt: at('thanked_at')
	},
	(table) => [index('comment_review').on(table.reviewId), index('comment_take').on(table.takeId)]
);

const REPLY_BY = ['applicant', 'reviewer'] as const;

export const commentReply = pgTable(
	'comment_reply',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		commentId: uuid('comment_id')
			.notNull()
			.references(() => comment.id, { onDelete: 'cascade' }),
		by: text('by', { enum: REPLY_BY }).notNull(),
		text: text('text').notNull(),
		isSpoken: boolean('is_spoken').notNull().default(false),
		createdAt: at('created_at').notNull().defaultNow()
	},
	(table) => [index('comment_reply_comment').on(table.commentId)]
);

/** The recording of a spoken comment or reply: of exactly one of them. */
export const commentRecording = pgTable('comment_recording', {
	/** In the media store. */
	mediaKey: text('media_key').primaryKey(),
	commentId: uuid('comment_id')
		.unique()
		.references(() => comment.id, { onDelete: 'cascade' }),
	replyId: uuid('reply_id')
		.unique()
		.references(() => commentReply.id, { onDelete: 'cascade' }),
	mimeType: text('mime_type').notNull(),
	durationMs: integer('duration_ms').notNull(),
	bytes: integer('bytes').notNull(),
	sha256: text('sha256').notNull(),
	createdAt: at('created_at').notNull().defaultNow()
});

export const marker = pgTable(
	'marker',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		reviewId: uuid('review_id')
			.notNull()
			.references(() => review.id, { onDelete: 'cascade' }),
		takeId: uuid('take_id')
			.notNull()
			.references(() => take.id, { onDelete: 'cascade' }),
		atMs: integer('at_ms').notNull(),
		/** As it was when the marker was set. */
		kind: jsonb('kind').$type<MarkerKind>().notNull(),
		createdAt: at('created_at').notNull().defaultNow()
	},
	(table) => [index('marker_review').on(table.reviewId), index('marker_take').on(table.takeId)]
);

/** The markers that reviewers of this person's sessions are offered; without a row the default ones. */
export const markerSet = pgTable('marker_set', {
	ownerId: text('owner_id')
		.primaryKey()
		.references(() => person.id, { onDelete: 'cascade' }),
	kinds: jsonb('kinds').$type<MarkerKind[]>().notNull(),
	changedAt: at('changed_at').notNull().defaultNow()
});
