/** What waits to be told: notices inside the app, and mail on its way out. */
import { boolean, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { person } from '../../account/schema.server.ts';
import { session } from '../../practice/schema.server.ts';
import { grant } from '../schema.server.ts';
import { MAIL_RHYTHMS, NOTICE_KINDS } from './notice.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const ofPerson = (name: string) => text(name).references(() => person.id, { onDelete: 'cascade' });
const ofGrant = () => uuid('grant_id').references(() => grant.id, { onDelete: 'cascade' });

export const notice = pgTable(
	'notice',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		personId: ofPerson('person_id').notNull(),
		kind: text('kind', { enum: NOTICE_KINDS }).notNull(),
		/** Who did it, as they are called where it happened. */
		who: text('who').notNull().default(''),
		sessionId: uuid('session_id').references(() => session.id, { onDelete: 'cascade' }),
		grantId: ofGrant(),
		createdAt: at('created_at').notNull().defaultNow(),
		readAt: at('read_at'),
		/** Waits for the daily mail. */
		isForDigest: boolean('is_for_digest').notNull().default(false)
	},
	(table) => [
		index('notice_person').on(table.personId, table.createdAt),
		index('notice_digest').on(table.isForDigest)
	]
);

export const mailSetting = pgTable('mail_setting', {
	personId: ofPerson('person_id').primaryKey(),
	rhythm: text('rhythm', { enum: MAIL_RHYTHMS }).notNull()
});

export const MAIL_STATES = ['waiting', 'sent', 'failed'] as const;

export const mailOut = pgTable(
	'mail_out',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		/** Whose doing it was; bounds how much one person can have sent. */
		senderId: ofPerson('sender_id'),
		/**
		 * An invitation of this grant: not sent any more when the grant is withdrawn or gone. It stays then, because it
		 * counts against what its sender may send.
		 */
		grantId: uuid('grant_id').references(() => grant.id, { onDelete: 'set null' }),
		address: text('address').notNull(),
		subject: text('subject').notNull(),
		/** Emptied once the mail is out or given up, because an invitation holds the link. */
		body: text('body').notNull(),
		html: text('html').notNull(),
		state: text('state', { enum: MAIL_STATES }).notNull().default('waiting'),
		attempts: integer('attempts').notNull().default(0),
		nextTryAt: at('next_try_at').notNull(),
		createdAt: at('created_at').notNull().defaultNow(),
		sentAt: at('sent_at')
	},
	(table) => [
		index('mail_out_waiting').on(table.state, table.nextTryAt),
		index('mail_out_sender').on(table.senderId, table.createdAt)
	]
);
