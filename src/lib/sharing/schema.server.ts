/** Grants: which answers a reviewer may see, until when. Only a hash of the link's token is kept. */
import { index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { answer, session } from '../practice/schema.server.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

export const grant = pgTable(
	'grant',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		sessionId: uuid('session_id')
			.notNull()
			.references(() => session.id, { onDelete: 'cascade' }),
		reviewerName: text('reviewer_name').notNull(),
		/** SHA-256 of the token, in hex. */
		tokenHash: text('token_hash').notNull().unique(),
		createdAt: at('created_at').notNull().defaultNow(),
		expiresAt: at('expires_at').notNull(),
		revokedAt: at('revoked_at')
	},
	(table) => [index('grant_session').on(table.sessionId)]
);

export const grantAnswer = pgTable(
	'grant_answer',
	{
		grantId: uuid('grant_id')
			.notNull()
			.references(() => grant.id, { onDelete: 'cascade' }),
		answerId: uuid('answer_id')
			.notNull()
			.references(() => answer.id, { onDelete: 'cascade' })
	},
	(table) => [primaryKey({ columns: [table.grantId, table.answerId] })]
);

export const grantOpening = pgTable(
	'grant_opening',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		grantId: uuid('grant_id')
			.notNull()
			.references(() => grant.id, { onDelete: 'cascade' }),
		openedAt: at('opened_at').notNull().defaultNow()
	},
	(table) => [index('grant_opening_grant').on(table.grantId)]
);
