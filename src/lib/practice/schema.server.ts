/** Sessions, their answers and takes. Deleting a session deletes its answers and takes; nothing else deletes a session. */
import {
	bigint,
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
import type { StoredPlan } from '../interview/plan.ts';
import type { Standing } from '../interview/standing.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

export const session = pgTable(
	'session',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		// restrict: an account that still has recordings cannot vanish under them
		ownerId: text('owner_id')
			.notNull()
			.references(() => person.id, { onDelete: 'restrict' }),
		plan: jsonb('plan').$type<StoredPlan>().notNull(),
		note: text('note').notNull().default(''),
		/** The bullet points written before the interview. */
		bullets: text('bullets').notNull().default(''),
		/** Where the sitting stands, for whoever opens the same link next; null before it has begun. */
		standing: jsonb('standing').$type<Standing>(),
		startedAt: at('started_at').notNull().defaultNow(),
		finishedAt: at('finished_at')
	},
	(table) => [index('session_owner').on(table.ownerId, table.startedAt)]
);

export const answer = pgTable(
	'answer',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		sessionId: uuid('session_id')
			.notNull()
			.references(() => session.id, { onDelete: 'cascade' }),
		/** 0 for the first question. */
		position: integer('position').notNull(),
		questionId: text('question_id').notNull(),
		question: text('question').notNull(),
		/** Null until the person has moved on from this question. */
		closedAt: at('closed_at'),
		/** The take that the person marked as their best. Not a foreign key: takes point at answers already. */
		bestTakeId: uuid('best_take_id'),
		/** When a retake was last begun; what is recorded soon after it belongs to a finished interview too. */
		retakeAt: at('retake_at')
	},
	(table) => [uniqueIndex('answer_place').on(table.sessionId, table.position)]
);

/**
 * arriving: its upload is open. received: every byte is here, waiting to be made seekable.
 * ready: playable. unplayable: what arrived holds no decodable recording; the bytes are kept.
 */
export const TAKE_STATES = ['arriving', 'received', 'ready', 'unplayable'] as const;
export type TakeState = (typeof TAKE_STATES)[number];

export const take = pgTable(
	'take',
	{
		/** Chosen by the recording device, so that a recording has its name before the server is reached. */
		id: uuid('id').primaryKey(),
		answerId: uuid('answer_id')
			.notNull()
			.references(() => answer.id, { onDelete: 'cascade' }),
		state: text('state', { enum: TAKE_STATES }).notNull().default('arriving'),
		mimeType: text('mime_type').notNull(),
		recordedAt: at('recorded_at').notNull(),
		/** Ended by trouble and not by the person or the clock: it does not use up one of the format's takes. */
		cutShort: boolean('cut_short').notNull().default(false),
		/** What its upload holds, in bytes; grows while it arrives and stays afterwards. */
		uploadedBytes: bigint('uploaded_bytes', { mode: 'number' }).notNull().default(0),
		/** Key in the media store; null until ready. */
		mediaKey: text('media_key'),
		durationMs: integer('duration_ms'),
		bytes: bigint('bytes', { mode: 'number' }),
		sha256: text('sha256'),
		/** Key of a still picture in the media store; null when there is none. */
		posterKey: text('poster_key'),
		/** When the stored bytes were last compared with `sha256`, and what was wrong with them; null: nothing. */
		verifiedAt: at('verified_at'),
		damage: text('damage'),
		/** How often preparing it has failed, and why it failed last; of a take that is ready, what arrived damaged of it. */
		attempts: integer('attempts').notNull().default(0),
		failure: text('failure'),
		createdAt: at('created_at').notNull().defaultNow()
	},
	(table) => [index('take_answer').on(table.answerId), index('take_state').on(table.state)]
);

/**
 * Takes that were deleted, so that a device that still has one neither sends it again nor keeps it. Nothing here says
 * whose they were once their session is gone.
 */
export const deletedTake = pgTable(
	'deleted_take',
	{
		/** Not a foreign key: the take is gone. */
		id: uuid('id').notNull(),
		/** Not a foreign key: it may be gone too. Without it somebody else could delete a take of this id before it came. */
		answerId: uuid('answer_id').notNull(),
		deletedAt: at('deleted_at').notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.id, table.answerId] })]
);

/** What the person thought of an answer before any number was shown; kept even when the take has not arrived yet. */
export const reflection = pgTable(
	'reflection',
	{
		/** Not a foreign key: it may be written before the take is announced. */
		takeId: uuid('take_id').primaryKey(),
		answerId: uuid('answer_id')
			.notNull()
			.references(() => answer.id, { onDelete: 'cascade' }),
		/** 1 (poor) to 5 (strong); null while it is not rated. */
		rating: integer('rating'),
		change: text('change').notNull().default(''),
		writtenAt: at('written_at').notNull().defaultNow()
	},
	(table) => [index('reflection_answer').on(table.answerId)]
);
