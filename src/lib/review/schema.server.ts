/** A reviewer's feedback. The rubric is stored as it was, so a rating keeps the anchors it was given under. */
import {
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	timestamp,
	uuid
} from 'drizzle-orm/pg-core';
import { take } from '../practice/schema.server.ts';
import type { Rubric } from '../rubric/rubric.ts';
import { grant } from '../sharing/schema.server.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

export const review = pgTable('review', {
	id: uuid('id').primaryKey().defaultRandom(),
	grantId: uuid('grant_id')
		.notNull()
		.unique()
		.references(() => grant.id, { onDelete: 'cascade' }),
	reviewer: text('reviewer').notNull(),
	rubric: jsonb('rubric').$type<Rubric>().notNull(),
	keep: text('keep').notNull().default(''),
	change: text('change').notNull().default(''),
	tryNext: text('try_next').notNull().default(''),
	createdAt: at('created_at').notNull().defaultNow(),
	submittedAt: at('submitted_at')
});

export const rating = pgTable(
	'rating',
	{
		reviewId: uuid('review_id')
			.notNull()
			.references(() => review.id, { onDelete: 'cascade' }),
		criterion: text('criterion').notNull(),
		/** 1 to 5. */
		level: integer('level').notNull(),
		takeId: uuid('take_id').references(() => take.id, { onDelete: 'set null' }),
		/** Milliseconds from the take's first frame; null when no moment was given. */
		atMs: integer('at_ms')
	},
	(table) => [primaryKey({ columns: [table.reviewId, table.criterion] })]
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
		createdAt: at('created_at').notNull().defaultNow(),
		resolvedAt: at('resolved_at')
	},
	(table) => [index('comment_review').on(table.reviewId), index('comment_take').on(table.takeId)]
);
