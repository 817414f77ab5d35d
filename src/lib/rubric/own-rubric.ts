/** The form of an own rubric: its fields, and the rubric that they say. */
import * as v from 'valibot';
import { Fault } from '../platform/errors.ts';
import { text as plainText } from '../platform/input.ts';
import { RubricSchema, type Criterion, type CriterionKind, type Rubric } from './rubric.ts';

/** A rubric without what the server gives it. */
export type WrittenRubric = Omit<Rubric, 'id' | 'version'>;

export const FEWEST_CRITERIA = 4;
export const MOST_CRITERIA = 6;
export const MOST_ITEMS = 10;

/** A criterion as the form holds it: every kind's fields, of which those of `kind` count. */
export interface CriterionFields {
	/** Kept from the rubric it started from; empty for a new one. */
	id: string;
	kind: CriterionKind;
	name: string;
	about: string;
	anchors: string[];
	items: { id: string; text: string }[];
	most: string;
}

export function blankCriterion(): CriterionFields {
	const items = [blankItem(), blankItem()];
	return {
		id: '',
		kind: 'scale',
		name: '',
		about: '',
		anchors: ['', '', '', '', ''],
		items,
		most: '10'
	};
}

export const blankItem = () => ({ id: '', text: '' });

export function criterionFields(criterion: Criterion): CriterionFields {
	const { id, kind, name, about } = criterion;
	const blank = { ...blankCriterion(), id, kind, name, about };
	switch (criterion.kind) {
		case 'scale':
			return { ...blank, anchors: [...criterion.anchors] };
		case 'checklist':
			return { ...blank, items: criterion.items.map((item) => ({ ...item })) };
		case 'points':
			return { ...blank, most: String(criterion.most) };
		case 'text':
			return blank;
	}
}

/** `name` cut to an id, with a number behind it where it is taken. */
function idOf(name: string, taken: Set<string>): string {
	const slug = name
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 50)
		.replace(/^-+|-+$/g, '');
	const base = slug || 'criterion';
	for (let number = 1; ; number++) {
		const id = number === 1 ? base : `${base}-${number}`;
		if (taken.has(id)) continue;
		taken.add(id);
		return id;
	}
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Ids that are kept stay; the others are made of the names. */
function withIds<T extends { id: string }>(parts: T[], nameOf: (part: T) => string): T[] {
	const taken = new Set<string>();
	const kept = parts.map((part) => {
		const isKept = SLUG.test(part.id) && part.id.length <= 60 && !taken.has(part.id);
		if (isKept) taken.add(part.id);
		return { ...part, id: isKept ? part.id : '' };
	});
	return kept.map((part) => ({ ...part, id: part.id || idOf(nameOf(part), taken) }));
}

const typed = plainText(2000, 'The text');
const ItemFields = v.strictObject({ id: v.string(), text: typed });
const KINDS = ['scale', 'checklist', 'points', 'text'] as const;
const FormSchema = v.strictObject({
	title: typed,
	note: typed,
	criteria: v.pipe(
		v.array(
			v.strictObject({
				id: v.string(),
				kind: v.picklist(KINDS, 'must be a scale, a checklist, points or text.'),
				name: typed,
				about: typed,
				anchors: v.pipe(v.array(typed), v.maxLength(5)),
				items: v.pipe(v.array(ItemFields), v.maxLength(50)),
				most: v.string()
			})
		),
		v.maxLength(50)
	)
});

/**
 * The rubric that a posted form says. Empty items of a checklist are left out.
 * @param given the form as JSON: title, note and the criteria's fields
 * @throws {Fault} `bad-input` with the field (`title`, `note`, `c0-name`, `c0-anchor3`, `c0-item1`...) and a sentence
 */
export function readRubricForm(given: string): WrittenRubric {
	const form = v.safeParse(FormSchema, parse(given));
	if (!form.success) refuse(form.issues[0]);
	const { title, note, criteria } = form.output;
	const read = v.safeParse(RubricSchema, {
		id: 'own',
		version: 1,
		title,
		note,
		criteria: withIds(criteria, ({ name }) => name).map(toCriterion)
	});
	if (!read.success) refuse(read.issues[0]);
	const { id: _id, version: _version, ...written } = read.output;
	return written;
}

function toCriterion({ id, kind, name, about, ...more }: CriterionFields): unknown {
	const named = { kind, id, name, about };
	switch (kind) {
		case 'scale':
			return { ...named, anchors: more.anchors };
		case 'checklist': {
			const items = more.items.filter((item) => item.text !== '');
			return { ...named, items: withIds(items, ({ text }) => text) };
		}
		case 'points':
			return {
				...named,
				most: /^\d{1,4}$/.test(more.most.trim()) ? Number(more.most) : Number.NaN
			};
		case 'text':
			return named;
	}
}

function parse(given: string): unknown {
	try {
		return JSON.parse(given);
	} catch {
		throw new Fault('bad-input', { field: 'form', message: 'The form could not be read.' });
	}
}

const LABELS: Record<string, string> = {
	title: 'The name',
	note: 'The note to reviewers',
	criteria: 'The criteria',
	name: 'The name of the criterion',
	about: 'What to look at',
	anchors: 'The levels',
	items: 'The checklist',
	most: 'The most points',
	kind: 'The kind'
};

const NOT_THE_FORM = 'The form is not as it should be. Reload the page and try once more.';

/** Valibot's path, as the field's name in the form and a sentence about it. */
function refuse(issue: v.BaseIssue<unknown>): never {
	const path = (issue.path ?? []).map(({ key }) => key);
	const [first, at, part, place] = path;
	const what = typeof part === 'string' ? part : String(first ?? 'form');
	let field = String(first ?? 'form');
	let label = LABELS[what] ?? 'The form';
	if (first === 'criteria' && typeof at === 'number') {
		const ending: Record<string, string> = {
			anchors: typeof place === 'number' ? `anchor${place + 1}` : 'anchor1',
			items: typeof place === 'number' ? `item${place}` : 'item0'
		};
		field = `c${at}-${ending[what] ?? what}`;
		if (what === 'anchors' && typeof place === 'number') label = `Level ${place + 1}`;
		if (what === 'items' && typeof place === 'number') label = `Item ${place + 1}`;
	}
	const message = issue.type === 'strict_object' ? NOT_THE_FORM : `${label} ${issue.message}`;
	throw new Fault('bad-input', { field, message });
}
