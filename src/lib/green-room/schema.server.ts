/** Readiness cards: what a person's checks before interviews found. */
import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { person } from '../account/schema.server.ts';
import type { Readiness } from './readiness.ts';

export const readiness = pgTable(
	'readiness',
	{
		/** Made by the device, so that a card sent twice is kept once. */
		id: uuid('id').primaryKey(),
		ownerId: text('owner_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		takenAt: timestamp('taken_at', { withTimezone: true }).notNull(),
		verdicts: jsonb('verdicts').$type<Readiness['verdicts']>().notNull(),
		checklist: jsonb('checklist').$type<Readiness['checklist']>().notNull(),
		device: text('device').notNull()
	},
	(table) => [index('readiness_owner').on(table.ownerId, table.takenAt)]
);
