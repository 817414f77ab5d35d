/** Checks what was sent for a criterion against its kind. */
import { Fault } from '../platform/errors.ts';
import { blankGiven, type Given, type Tick } from './given.ts';
import type { Criterion, CriterionKind } from './rubric.ts';

/** What was sent: at most one of these may be there. */
export interface SentValue {
	level?: Given['level'] | undefined;
	ticked?:
		| readonly {
				item: string;
				takeId?: string | null | undefined;
				atMs?: number | null | undefined;
		  }[]
		| null
		| undefined;
	points?: number | null | undefined;
	text?: string | null | undefined;
}

const FIELDS = {
	scale: 'level',
	checklist: 'ticked',
	points: 'points',
	text: 'text'
} as const satisfies Record<CriterionKind, keyof SentValue>;

/** @throws {Fault} `bad-input` naming the field: another kind's value, none, an unknown item, too many points */
export function readGiven(criterion: Criterion, sent: SentValue): Given {
	const field = FIELDS[criterion.kind];
	const stray = Object.values(FIELDS).find(
		(each) => each !== field && (sent[each] ?? null) !== null
	);
	if (stray) refuse(stray, `"${criterion.name}" takes no ${stray}.`);
	const given = { ...blankGiven(), [field]: sent[field] ?? null } as Given;
	switch (criterion.kind) {
		case 'scale':
			if (given.level === null) refuse(field, 'Choose a level from 1 to 5.');
			return given;
		case 'checklist':
			return { ...given, ticked: readTicks(criterion.items, sent) };
		case 'points':
			if (given.points === null) refuse(field, 'Give the points.');
			if (given.points > criterion.most) refuse(field, `At most ${criterion.most} can be given.`);
			return given;
		case 'text':
			if ((given.text ?? '') === '') refuse(field, 'Write something.');
			return given;
	}
}

function readTicks(items: readonly { id: string }[], { ticked }: SentValue): Tick[] {
	if (!ticked) refuse('ticked', 'Say what was there; an empty list says that nothing was.');
	const seen = new Set<string>();
	return ticked.map(({ item, takeId, atMs }, at) => {
		if (!items.some((each) => each.id === item))
			refuse(`ticked.${at}.item`, 'There is no such item.');
		if (seen.has(item)) refuse(`ticked.${at}.item`, 'This item is ticked twice.');
		seen.add(item);
		return { item, takeId: takeId ?? null, atMs: atMs ?? null };
	});
}

function refuse(field: string, message: string): never {
	throw new Fault('bad-input', { field, message });
}
