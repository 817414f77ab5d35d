/** What was measured of a take, and its words. Everything goes with the take. */
import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { KeptFraming } from '../../gaze/framing.ts';
import type { GazeReport } from '../../gaze/report.ts';
import type { PacingReport } from '../../pacing/report.ts';
import { take } from '../schema.server.ts';
import { STAR_PARTS, TRANSCRIPT_SOURCES } from './transcript.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const ofTake = () =>
	uuid('take_id')
		.notNull()
		.references(() => take.id, { onDelete: 'cascade' });

export const delivery = pgTable('delivery', {
	takeId: ofTake().primaryKey(),
	/** As the device measured them; null where nothing was measured. Checked against their schemas before they get here. */
	gaze: jsonb('gaze').$type<GazeReport>(),
	framing: jsonb('framing').$type<KeptFraming>(),
	pacing: jsonb('pacing').$type<PacingReport>(),
	/** The 10 Hz gaze track, packed; every gaze number can be computed from it again. */
	gazeTrack: text('gaze_track'),
	measuredAt: at('measured_at').notNull().defaultNow()
});

export const transcript = pgTable('transcript', {
	takeId: ofTake().primaryKey(),
	source: text('source', { enum: TRANSCRIPT_SOURCES }).notNull(),
	text: text('text').notNull(),
	/** Times in milliseconds from the first frame; null where the words have no times. */
	segments: jsonb('segments').$type<{ startMs: number; endMs: number; text: string }[]>(),
	writtenAt: at('written_at').notNull().defaultNow()
});

export const starTick = pgTable(
	'star_tick',
	{
		takeId: ofTake(),
		part: text('part', { enum: STAR_PARTS }).notNull(),
		atMs: integer('at_ms').notNull()
	},
	(table) => [primaryKey({ columns: [table.takeId, table.part] })]
);
