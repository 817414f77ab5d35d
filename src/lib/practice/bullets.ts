/** The bullet points that a person writes before an interview. */
import * as v from 'valibot';
import { text } from '../platform/input.ts';

/** Longest bullet points, in characters: about a page, more cannot be taken in on the day. */
export const LONGEST_BULLETS = 3000;

export const bullets = text(LONGEST_BULLETS, 'Your bullet points');

/** What `PUT /api/sessions/{id}/bullets` takes. */
export const BulletsSchema = v.strictObject({ bullets });
