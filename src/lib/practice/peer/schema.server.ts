/** Two people practising with each other: who they are and whose session is running. */
import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { person } from '../../account/schema.server.ts';
import { session } from '../schema.server.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const ofPerson = (name: string) => text(name).references(() => person.id, { onDelete: 'cascade' });

export const peerInterview = pgTable('peer_interview', {
	id: uuid('id').primaryKey().defaultRandom(),
	/** Who made the link. */
	hostId: ofPerson('host_id').notNull(),
	/** Who opened the link and joined; null until then. */
	guestId: ofPerson('guest_id'),
	/** The running session; its owner is the applicant, the other person the interviewer. */
	sessionId: uuid('session_id')
		.notNull()
		.references(() => session.id, { onDelete: 'cascade' }),
	createdAt: at('created_at').notNull().defaultNow(),
	/** After this moment the link opens nothing. */
	expiresAt: at('expires_at').notNull(),
	endedAt: at('ended_at')
});
