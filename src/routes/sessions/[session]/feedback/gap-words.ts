/** How the applicant's own ratings differ from their reviewers', in words and as rows of a table. */
import type { ReceivedReview, SelfReview } from '../../../../lib/review/feedback.ts';
import { keyOfRubric } from '../../../../lib/rubric/rubric.ts';
import { gapsOf } from '../../../../lib/rubric/score.ts';

type Submitted = Extract<ReceivedReview, { state: 'submitted' }>;

/** One criterion: what the person gave themselves and what each reviewer gave; in the criterion's own points. */
export interface GapRow {
	criterion: string;
	name: string;
	self: number;
	most: number;
	/** In the order of the reviewers; null where one left it open. */
	others: (number | null)[];
	/** Self minus the mean of the others. */
	gap: number;
}

export interface GapTable {
	reviewers: string[];
	rows: GapRow[];
}

/** Null when nothing can be compared yet. Only reviews by the self review's rubric count. */
export function gapTable(self: SelfReview, reviews: readonly ReceivedReview[]): GapTable | null {
	if (self.submittedAt === null) return null;
	const same = reviews.filter(
		(each): each is Submitted =>
			each.state === 'submitted' && keyOfRubric(each.rubric) === keyOfRubric(self.rubric)
	);
	const gaps = same.map((review) => gapsOf(self, review));
	const rows = self.rubric.criteria.flatMap((criterion) => {
		const found = gaps.map((each) => each.find((gap) => gap.criterion === criterion.id) ?? null);
		const given = found.filter((gap) => gap !== null);
		const first = given[0];
		if (!first) return [];
		const mean = given.reduce((sum, { other }) => sum + other, 0) / given.length;
		return [
			{
				criterion: criterion.id,
				name: criterion.name,
				self: first.self,
				most: first.most,
				others: found.map((gap) => gap?.other ?? null),
				gap: first.self - mean
			}
		];
	});
	return rows.length === 0 ? null : { reviewers: same.map(({ reviewer }) => reviewer), rows };
}

/** Below this a difference is none, as a share of the criterion's points. */
const NONE = 0.1;

/** One or two sentences that say the table. */
export function gapWords({ rows }: GapTable): string {
	const share = (row: GapRow) => row.gap / row.most;
	const higher = rows.filter((row) => share(row) >= NONE);
	const lower = rows.filter((row) => share(row) <= -NONE);
	const widest = [...rows].sort((a, b) => Math.abs(share(b)) - Math.abs(share(a)))[0];
	if (!widest || higher.length + lower.length === 0) {
		return 'You see yourself as your reviewers do.';
	}
	const parts = [
		higher.length > 0 && `higher than your reviewers on ${count(higher)}`,
		lower.length > 0 && `lower on ${count(lower)}`
	].filter(Boolean);
	const most = `The widest difference is "${widest.name}": you gave ${widest.self}, they gave ${mean(widest)} of ${widest.most}.`;
	return `You rated yourself ${parts.join(' and ')} of ${rows.length}. ${most}`;
}

const count = (rows: readonly unknown[]) => String(rows.length);

/** What the reviewers gave on average, to one decimal at the most. */
export function mean(row: GapRow): number {
	return Math.round((row.self - row.gap) * 10) / 10;
}
