import { expect, it } from 'vitest';
import { readBank } from '../question-bank/bank.server.ts';
import { FORMAT_GROUPS, grouped } from './format-groups.ts';

it('puts every format into one group and loses none', async () => {
	const { formats } = await readBank();
	const own = { ...formats[0]!, id: 'mine', isOwn: true };
	const all = grouped([...formats, own]);
	expect(all.map(({ id }) => id).sort()).toEqual([...formats.map(({ id }) => id), 'mine'].sort());
	const order = all.map(({ group }) => FORMAT_GROUPS.indexOf(group));
	expect(order).toEqual([...order].sort((a, b) => a - b));
	const groupOf = (id: string) => all.find((each) => each.id === id)?.group;
	expect(groupOf('mine')).toBe('Yours');
	expect(groupOf('one-way')).toMatch(/^Recorded/);
	expect(groupOf('panel')).toBe('Conversations');
	expect(groupOf('mmi')).toBe('Stations');
	expect(groupOf('rapid-fire')).toBe('Drills');
});
