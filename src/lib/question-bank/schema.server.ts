/** What a person adds to the bank: bookmarks, notes, questions and sets of their own, notes about programs. */
import {
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
import type { Format } from './format.ts';
import type { OwnQuestion } from './own.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const owner = () =>
	text('owner_id')
		.notNull()
		.references(() => person.id, { onDelete: 'cascade' });

export const bookmark = pgTable(
	'bookmark',
	{
		ownerId: owner(),
		/** Of the bank or one of the owner's own. */
		questionId: text('question_id').notNull(),
		createdAt: at('created_at').notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.ownerId, table.questionId] })]
);

export const questionNote = pgTable(
	'question_note',
	{
		ownerId: owner(),
		questionId: text('question_id').notNull(),
		note: text('note').notNull().default(''),
		/** The length this person aims for, in seconds; both null: the question's own. */
		targetFromS: integer('target_from_s'),
		targetToS: integer('target_to_s')
	},
	(table) => [primaryKey({ columns: [table.ownerId, table.questionId] })]
);

export const ownSet = pgTable(
	'own_set',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		ownerId: owner(),
		title: text('title').notNull(),
		purpose: text('purpose').notNull().default(''),
		createdAt: at('created_at').notNull().defaultNow(),
		/** Set while it can still be brought back. */
		deletedAt: at('deleted_at')
	},
	(table) => [index('own_set_owner').on(table.ownerId)]
);

export const ownQuestion = pgTable(
	'own_question',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		setId: uuid('set_id')
			.notNull()
			.references(() => ownSet.id, { onDelete: 'cascade' }),
		question: jsonb('question').$type<OwnQuestion>().notNull(),
		/** Order in the set. */
		position: integer('position').notNull(),
		deletedAt: at('deleted_at')
	},
	(table) => [index('own_question_set').on(table.setId, table.position)]
);

export const programNote = pgTable(
	'program_note',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		ownerId: owner(),
		program: text('program').notNull(),
		mission: text('mission').notNull().default(''),
		population: text('population').notNull().default(''),
		curriculum: text('curriculum').notNull().default(''),
		people: text('people').notNull().default(''),
		questions: text('questions').notNull().default(''),
		updatedAt: at('updated_at').notNull().defaultNow(),
		deletedAt: at('deleted_at')
	},
	(table) => [index('program_note_owner').on(table.ownerId)]
);

/** A format with the person's own numbers, saved by name. */
export const ownFormat = pgTable(
	'own_format',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		ownerId: owner(),
		name: text('name').notNull(),
		format: jsonb('format').$type<Format>().notNull(),
		createdAt: at('created_at').notNull().defaultNow(),
		changedAt: at('changed_at').notNull().defaultNow()
	},
	(table) => [uniqueIndex('own_format_name').on(table.ownerId, table.name)]
);
