import { expect, it } from 'vitest';
import { cityOf, findZone, PROGRAM_ZONES } from './zone.ts';

it.each([
	['America/New_York', 'America/New_York'],
	['america/new_york', 'America/New_York'],
	['New York', 'America/New_York'],
	[' chicago ', 'America/Chicago'],
	['Louisville', 'America/Kentucky/Louisville'],
	['Indianapolis', 'America/Indiana/Indianapolis'],
	['Kolkata', 'Asia/Kolkata'],
	['Asia/Calcutta', 'Asia/Calcutta'],
	['ET', 'America/New_York'],
	['Eastern time', 'America/New_York'],
	['PST', 'America/Los_Angeles'],
	['utc', 'UTC'],
	['US/Eastern', 'US/Eastern']
])('%s is %s', (written, zone) => {
	const found = findZone(written);
	// platforms differ in whether they call it Indianapolis or America/Indiana/Indianapolis, Kolkata or Calcutta
	expect(same(found), String(found)).toBe(same(zone));
});

it.each(['', 'Atlantis', 'Mars/Olympus', '+05:30', 'Etc', '../etc', 'a'.repeat(5000), 'нет'])(
	'%s is no zone',
	(written) => expect(findZone(written)).toBeNull()
);

it('the zones of programs are all known', () => {
	for (const { zone } of PROGRAM_ZONES) expect(findZone(zone)).toBe(zone);
	expect(cityOf('America/New_York')).toBe('New York');
});

/** What the clocks of a zone show, so that two names of one place are equal. */
function same(zone: string | null): string {
	if (!zone) return 'none';
	return [0, 6]
		.map((month) =>
			new Intl.DateTimeFormat('en', {
				timeZone: zone,
				dateStyle: 'full',
				timeStyle: 'long'
			}).format(Date.UTC(2026, month))
		)
		.join();
}
