/** Rubrics that a person copied and changed. Every version is kept. */
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
import { person } from '../account/schema.server.ts';
import type { Rubric } from './rubric.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

export const ownRubric = pgTable(
	'own_rubric',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		ownerId: text('owner_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		title: text('title').notNull(),
		/** The newest one. */
		version: integer('version').notNull().default(1),
		createdAt: at('created_at').notNull().defaultNow(),
		/** It cannot be chosen any more; who was asked to review by it still does. */
		deletedAt: at('deleted_at')
	},
	(table) => [index('own_rubric_owner').on(table.ownerId)]
);

export const ownRubricVersion = pgTable(
	'own_rubric_version',
	{
		rubricId: uuid('rubric_id')
			.notNull()
			.references(() => ownRubric.id, { onDelete: 'cascade' }),
		version: integer('version').notNull(),
		rubric: jsonb('rubric').$type<Rubric>().notNull(),
		createdAt: at('created_at').notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.rubricId, table.version] })]
);
