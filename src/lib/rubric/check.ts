/** What `npm run check` says about rubrics beyond the shape of each file. */
import { speaksOfAccents } from './fairness.ts';
import type { Rubric } from './rubric.ts';

/** A mistake, and the path in the file where it is. */
export interface RubricFault {
	path: PropertyKey[];
	message: string;
}

/** Every mistake of a rubric of the bank; empty when it is as it should be. */
export function checkRubric(rubric: Rubric): RubricFault[] {
	const faults: RubricFault[] = [];
	if (!speaksOfAccents(rubric.note)) {
		const message = 'note: must say to the reviewer how to be fair to an accent';
		faults.push({ path: ['note'], message });
	}
	if (!rubric.criteria.some(({ kind }) => kind === 'scale')) {
		const message = 'criteria: at least one must be a scale with anchors';
		faults.push({ path: ['criteria'], message });
	}
	const seen = new Map<string, string>();
	rubric.criteria.forEach((criterion, at) => {
		for (const text of textsOf(criterion)) {
			const before = seen.get(text.toLowerCase());
			if (before === undefined) seen.set(text.toLowerCase(), criterion.id);
			else {
				const message = `"${text}" stands in "${before}" already`;
				faults.push({ path: ['criteria', at], message });
			}
		}
	});
	return faults;
}

function textsOf(criterion: Rubric['criteria'][number]): string[] {
	const own = [criterion.name, criterion.about];
	if (criterion.kind === 'scale') return [...own, ...criterion.anchors];
	return criterion.kind === 'checklist'
		? [...own, ...criterion.items.map(({ text }) => text)]
		: own;
}
