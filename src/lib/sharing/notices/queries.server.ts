/** Reads of a person's own notices and how often they want mail. */
import { and, count, desc, eq, isNull } from 'drizzle-orm';
import type { OwnerId } from '../../account/owner.ts';
import type { Database } from '../../platform/db.server.ts';
import type { MailRhythm, Notice } from './notice.ts';
import { mailSetting, notice } from './schema.server.ts';

/** So many are shown. */
const MOST_SHOWN = 20;

/** The person's notices that they have not put away, newest first. */
export async function listUnread(db: Database, me: OwnerId): Promise<Notice[]> {
	return db
		.select({
			id: notice.id,
			kind: notice.kind,
			who: notice.who,
			sessionId: notice.sessionId,
			grantId: notice.grantId,
			createdAt: notice.createdAt,
			readAt: notice.readAt
		})
		.from(notice)
		.where(and(eq(notice.personId, me), isNull(notice.readAt)))
		.orderBy(desc(notice.createdAt))
		.limit(MOST_SHOWN);
}

/** How many they have not put away. */
export async function countUnread(db: Database, me: OwnerId): Promise<number> {
	const [row] = await db
		.select({ unread: count() })
		.from(notice)
		.where(and(eq(notice.personId, me), isNull(notice.readAt)));
	return row?.unread ?? 0;
}

/** How often this person wants mail; at once unless they said otherwise. */
export async function readRhythm(db: Database, personId: string): Promise<MailRhythm> {
	const [row] = await db
		.select({ rhythm: mailSetting.rhythm })
		.from(mailSetting)
		.where(eq(mailSetting.personId, personId));
	return row?.rhythm ?? 'at-once';
}
