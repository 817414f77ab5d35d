/** Circles: peers who owe each other reviews. What a member may see is a grant like any other. */
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
import { person } from '../../account/schema.server.ts';
import { session } from '../../practice/schema.server.ts';
import { grant } from '../schema.server.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const ofPerson = () =>
	text('person_id')
		.notNull()
		.references(() => person.id, { onDelete: 'cascade' });
const ofCircle = () =>
	uuid('circle_id')
		.notNull()
		.references(() => circle.id, { onDelete: 'cascade' });

export const circle = pgTable('circle', {
	id: uuid('id').primaryKey().defaultRandom(),
	name: text('name').notNull(),
	/** Every member sees what is put in; else only the member whose turn it is. */
	isOpen: boolean('is_open').notNull(),
	createdAt: at('created_at').notNull().defaultNow()
});

export const circleMember = pgTable(
	'circle_member',
	{
		circleId: ofCircle(),
		personId: ofPerson(),
		/** As the others see it. */
		name: text('name').notNull(),
		joinedAt: at('joined_at').notNull().defaultNow()
	},
	(table) => [
		primaryKey({ columns: [table.circleId, table.personId] }),
		index('circle_member_person').on(table.personId)
	]
);

/** A session that its owner put into a circle. */
export const circleRequest = pgTable(
	'circle_request',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		circleId: ofCircle(),
		personId: ofPerson(),
		sessionId: uuid('session_id')
			.notNull()
			.references(() => session.id, { onDelete: 'cascade' }),
		askFor: text('ask_for').notNull().default(''),
		createdAt: at('created_at').notNull().defaultNow(),
		/** When it was shown to others; null while its owner has to give a review first. */
		unlockedAt: at('unlocked_at'),
		/** That it was shown is in its owner's tally. */
		isCounted: boolean('is_counted').notNull().default(false)
	},
	(table) => [index('circle_request_circle').on(table.circleId, table.createdAt)]
);

export const circleGrant = pgTable('circle_grant', {
	grantId: uuid('grant_id')
		.primaryKey()
		.references(() => grant.id, { onDelete: 'cascade' }),
	requestId: uuid('request_id')
		.notNull()
		.references(() => circleRequest.id, { onDelete: 'cascade' }),
	/** That its review was submitted is in its reviewer's tally. */
	isCounted: boolean('is_counted').notNull().default(false)
});

/**
 * What somebody has given in a circle and had unlocked there. It outlives the sessions and their leaving: who comes back
 * goes on where they were.
 */
export const circleTally = pgTable(
	'circle_tally',
	{
		circleId: ofCircle(),
		personId: ofPerson(),
		given: integer('given').notNull().default(0),
		unlocked: integer('unlocked').notNull().default(0)
	},
	(table) => [primaryKey({ columns: [table.circleId, table.personId] })]
);
