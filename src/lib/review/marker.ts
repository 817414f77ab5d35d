/**
 * Markers: one tap says what happened at a moment. Each kind has a word, a colour and a shape, so that it is told apart
 * without any one of them.
 */
import * as v from 'valibot';
import { id, moment, requiredText } from '../platform/input.ts';

/** Roles of `design/tokens.css` that a marker can be drawn in. */
export const MARKER_COLOURS = ['accent', 'good', 'caution', 'stop', 'quiet', 'ink'] as const;
export type MarkerColour = (typeof MARKER_COLOURS)[number];

export const MARKER_SHAPES = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross'] as const;
export type MarkerShape = (typeof MARKER_SHAPES)[number];

export interface MarkerKind {
	id: string;
	word: string;
	colour: MarkerColour;
	shape: MarkerShape;
}

/** A marker that was set; its kind as it was then, whatever became of the set. Milliseconds from the first frame. */
export interface Marker {
	id: string;
	takeId: string;
	atMs: number;
	kind: MarkerKind;
}

/** What everybody starts with. */
export const DEFAULT_MARKERS: readonly MarkerKind[] = [
	{ id: 'strong-example', word: 'Strong example', colour: 'good', shape: 'star' },
	{ id: 'filler', word: 'Filler', colour: 'quiet', shape: 'circle' },
	{ id: 'lost-eye-contact', word: 'Lost eye contact', colour: 'caution', shape: 'diamond' },
	{ id: 'rushed', word: 'Rushed', colour: 'caution', shape: 'triangle' },
	{ id: 'answer-the-question', word: 'Answer the question', colour: 'stop', shape: 'square' },
	{ id: 'img-strength', word: 'IMG strength', colour: 'accent', shape: 'star' }
];

export const MOST_MARKER_KINDS = 12;
export const LONGEST_MARKER_WORD = 40;

const kindId = v.pipe(
	v.string('The kind must be text.'),
	v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'The kind must be lower-case words joined by hyphens.'),
	v.maxLength(60, 'The kind can have at most 60 characters.')
);

const isAlone = <T>(values: readonly T[]) => new Set(values).size === values.length;

/** An owner's own set, in the order of its buttons. */
export const MarkerSetSchema = v.strictObject({
	kinds: v.pipe(
		v.array(
			v.strictObject({
				id: kindId,
				word: requiredText(LONGEST_MARKER_WORD, 'The word'),
				colour: v.picklist(MARKER_COLOURS, 'Choose one of the colours.'),
				shape: v.picklist(MARKER_SHAPES, 'Choose one of the shapes.')
			}),
			'The markers must be a list.'
		),
		v.minLength(1, 'Keep at least one marker.'),
		v.maxLength(MOST_MARKER_KINDS, `A set has at most ${MOST_MARKER_KINDS} markers.`),
		v.check((kinds) => isAlone(kinds.map((kind) => kind.id)), 'Two markers have the same id.'),
		v.check(
			(kinds) => isAlone(kinds.map((kind) => kind.word.toLowerCase())),
			'Two markers have the same word.'
		),
		v.check(
			(kinds) => isAlone(kinds.map((kind) => `${kind.colour} ${kind.shape}`)),
			'Two markers look the same: give one another colour or shape.'
		)
	)
});

export const NewMarkerSchema = v.strictObject({
	/** Chosen by the reviewer's page, so that sending again makes no second marker. */
	id: v.optional(id),
	takeId: id,
	atMs: moment,
	/** By its id in the set of the session's owner. */
	kind: kindId
});
export type NewMarker = v.InferOutput<typeof NewMarkerSchema>;

/** Moves a marker that is there. */
export const MovedMarkerSchema = v.strictObject({ atMs: moment });
