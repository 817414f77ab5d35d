/** Grants: which answers a reviewer may see, until when. Only a hash of the link's token is kept. */
import {
	boolean,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	timestamp,
	uuid
} from 'drizzle-orm/pg-core';
import { person } from '../account/schema.server.ts';
import { answer, session, take } from '../practice/schema.server.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

export const grant = pgTable(
	'grant',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		sessionId: uuid('session_id')
			.notNull()
			.references(() => session.id, { onDelete: 'cascade' }),
		/** The account it is for, or that kept it in its reviews; null: whoever has the link. */
		personId: text('person_id').references(() => person.id, { onDelete: 'set null' }),
		/** When its person kept it themselves, having opened the link; null when it was given to them, or is nobody's. */
		claimedAt: at('claimed_at'),
		reviewerName: text('reviewer_name').notNull(),
		/** Where the invitation was sent; null: the owner hands the link over. */
		email: text('email'),
		/** SHA-256 of the token, in hex. */
		tokenHash: text('token_hash').notNull().unique(),
		/** Salt and scrypt of the passcode; null: the link alone opens it. */
		passcodeHash: text('passcode_hash'),
		/** Wrong tries since the passcode was set or last proven. */
		passcodeMisses: integer('passcode_misses').notNull().default(0),
		/** Before this moment no passcode is looked at. */
		passcodeWaitUntil: at('passcode_wait_until'),
		canDownload: boolean('can_download').notNull().default(false),
		/** What the applicant wants looked at. */
		askFor: text('ask_for').notNull().default(''),
		/** The rubric it is reviewed by, of the bank or the owner's own; null: the general one. */
		rubricId: text('rubric_id'),
		/** The day the applicant hopes to have it by. */
		dueAt: at('due_at'),
		createdAt: at('created_at').notNull().defaultNow(),
		/** Null: prepared, and not open to the reviewer yet. */
		releasedAt: at('released_at').defaultNow(),
		expiresAt: at('expires_at').notNull(),
		revokedAt: at('revoked_at'),
		/** When somebody was told that it ends soon; null again when it is extended. */
		endToldAt: at('end_told_at')
	},
	(table) => [
		index('grant_session').on(table.sessionId),
		index('grant_person').on(table.personId, table.createdAt),
		index('grant_end').on(table.expiresAt)
	]
);

export const grantAnswer = pgTable(
	'grant_answer',
	{
		grantId: uuid('grant_id')
			.notNull()
			.references(() => grant.id, { onDelete: 'cascade' }),
		answerId: uuid('answer_id')
			.notNull()
			.references(() => answer.id, { onDelete: 'cascade' }),
		/** Only its takes in `grant_take`, and none when they are all deleted; else every take, later ones too. */
		takesOnly: boolean('takes_only').notNull().default(false)
	},
	(table) => [primaryKey({ columns: [table.grantId, table.answerId] })]
);

export const grantTake = pgTable(
	'grant_take',
	{
		grantId: uuid('grant_id')
			.notNull()
			.references(() => grant.id, { onDelete: 'cascade' }),
		takeId: uuid('take_id')
			.notNull()
			.references(() => take.id, { onDelete: 'cascade' })
	},
	(table) => [primaryKey({ columns: [table.grantId, table.takeId] })]
);

export const OPENING_KINDS = ['page', 'play'] as const;

export const grantOpening = pgTable(
	'grant_opening',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		grantId: uuid('grant_id')
			.notNull()
			.references(() => grant.id, { onDelete: 'cascade' }),
		/** page: the review was opened. play: a recording was fetched. */
		kind: text('kind', { enum: OPENING_KINDS }).notNull().default('page'),
		/** Which recording was fetched. */
		takeId: uuid('take_id').references(() => take.id, { onDelete: 'set null' }),
		openedAt: at('opened_at').notNull().defaultNow()
	},
	(table) => [index('grant_opening_grant').on(table.grantId, table.openedAt)]
);

/** What an applicant types to ask this person for a review, instead of a mail address. */
export const reviewerCode = pgTable('reviewer_code', {
	personId: text('person_id')
		.primaryKey()
		.references(() => person.id, { onDelete: 'cascade' }),
	code: text('code').notNull().unique(),
	madeAt: at('made_at').notNull().defaultNow()
});
