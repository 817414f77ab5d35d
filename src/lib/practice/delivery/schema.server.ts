/** What was measured of a take, and its words. Everything goes with the take. */
import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { take } from '../schema.server.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const ofTake = () =>
	uuid('take_id')
		.notNull()
		.references(() => take.id, { onDelete: 'cascade' });

export const delivery = pgTable('delivery', {
	takeId: ofTake().primaryKey(),
	/** As the device measured them; null where nothing was measured. Checked against their schemas before they get here. */
	gaze: jsonb('gaze'),
	framing: jsonb('framing'),
	pacing: jsonb('pacing'),
	/** The 10 Hz gaze track, packed; every gaze number can be computed from it again. */
	gazeTrack: text('gaze_track'),
	measuredAt: at('measured_at').notNull().defaultNow()
});

export const TRANSCRIPT_SOURCES = ['typed', 'browser', 'operator'] as const;

export const transcript = pgTable('transcript', {
	takeId: ofTake().primaryKey(),
	source: text('source', { enum: TRANSCRIPT_SOURCES }).notNull(),
	text: text('text').notNull(),
	/** Times in milliseconds from the first frame; null where the words have no times. */
	segments: jsonb('segments').$type<{ startMs: number; endMs: number; text: string }[]>(),
	writtenAt: at('written_at').notNull().defaultNow()
});

export const STAR_PARTS = ['situation', 'task', 'action', 'result', 'lesson'] as const;

export const starTick = pgTable(
	'star_tick',
	{
		takeId: ofTake(),
		part: text('part', { enum: STAR_PARTS }).notNull(),
		atMs: integer('at_ms').notNull()
	},
	(table) => [primaryKey({ columns: [table.takeId, table.part] })]
);
