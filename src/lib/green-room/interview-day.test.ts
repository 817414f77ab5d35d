import { describe, expect, it } from 'vitest';
import {
	announcement,
	clocksChange,
	countdown,
	instantOf,
	linkOf,
	momentIn,
	readDay
} from './interview-day.ts';

const read = (query: string) => readDay(new URLSearchParams(query));
const at = (date: string, time: string, zone: string, which: 'first' | 'second' = 'first') => {
	const { atMs, oddity } = instantOf({ date, time, zone, which });
	return [new Date(atMs).toISOString(), oddity];
};

describe('a wall time in a zone', () => {
	it.each([
		['2026-12-03', '13:30', 'America/New_York', '2026-12-03T18:30:00.000Z'],
		['2026-07-03', '13:30', 'America/New_York', '2026-07-03T17:30:00.000Z'],
		['2026-07-03', '13:30', 'America/Phoenix', '2026-07-03T20:30:00.000Z'],
		['2026-12-03', '00:00', 'Asia/Kolkata', '2026-12-02T18:30:00.000Z'],
		['2026-12-03', '09:00', 'Asia/Kathmandu', '2026-12-03T03:15:00.000Z'],
		['2026-12-03', '23:59', 'Pacific/Kiritimati', '2026-12-03T09:59:00.000Z'],
		['2026-12-03', '09:00', 'UTC', '2026-12-03T09:00:00.000Z'],
		// one hour before and after a change of the clocks
		['2026-11-01', '00:59', 'America/New_York', '2026-11-01T04:59:00.000Z'],
		['2026-11-01', '02:00', 'America/New_York', '2026-11-01T07:00:00.000Z'],
		['2027-03-14', '01:59', 'America/New_York', '2027-03-14T06:59:00.000Z'],
		['2027-03-14', '03:00', 'America/New_York', '2027-03-14T07:00:00.000Z'],
		['2026-10-04', '12:00', 'Australia/Lord_Howe', '2026-10-04T01:00:00.000Z']
	])('%s %s in %s is %s', (date, time, zone, instant) => {
		expect(at(date, time, zone)).toEqual([instant, 'none']);
	});

	it('that the clocks jump over lies as long after the jump', () => {
		expect(at('2027-03-14', '02:30', 'America/New_York')).toEqual([
			'2027-03-14T07:30:00.000Z',
			'skipped'
		]);
		expect(at('2027-03-28', '01:15', 'Europe/London')).toEqual([
			'2027-03-28T01:15:00.000Z',
			'skipped'
		]);
		// half an hour only
		expect(at('2026-10-04', '02:15', 'Australia/Lord_Howe')).toEqual([
			'2026-10-03T15:45:00.000Z',
			'skipped'
		]);
		// midnight itself
		expect(at('2026-04-24', '00:30', 'Africa/Cairo')).toEqual([
			'2026-04-23T22:30:00.000Z',
			'skipped'
		]);
	});

	it('that comes twice is the first one, or the second when asked', () => {
		const [date, time, zone] = ['2026-11-01', '01:30', 'America/New_York'] as const;
		expect(at(date, time, zone)).toEqual(['2026-11-01T05:30:00.000Z', 'twice']);
		expect(at(date, time, zone, 'second')).toEqual(['2026-11-01T06:30:00.000Z', 'twice']);
	});
});

describe('a link', () => {
	it('is read back as it was made', () => {
		const query = linkOf({
			program: 'St. Mary’s & Co, 100 % "Internal"',
			date: '2026-12-03',
			time: '13:30',
			zone: 'America/New_York'
		});
		expect(read(query)).toMatchObject({
			kind: 'day',
			day: {
				program: 'St. Mary’s & Co, 100 % "Internal"',
				zone: 'America/New_York',
				atMs: Date.UTC(2026, 11, 3, 18, 30)
			}
		});
	});

	it('without any of its words is no link', () => {
		expect(read('')).toEqual({ kind: 'none' });
		expect(read('utm_source=mail')).toEqual({ kind: 'none' });
	});

	const good = { program: 'A', date: '2026-12-03', time: '13:30', zone: 'America/New_York' };
	it.each([
		['program', 'x'.repeat(121)],
		['program', 'a\u0007b'],
		['date', ''],
		['date', '2026-02-30'],
		['date', '2026-13-01'],
		['date', '3.12.2026'],
		['date', '0026-12-03'],
		['date', '2026-12-03T10:00'],
		['time', ''],
		['time', '24:00'],
		['time', '13:60'],
		['time', '1:30 pm'],
		['zone', ''],
		['zone', 'Mars/Olympus'],
		['zone', '+05:30'],
		['zone', '<script>'],
		['which', 'third']
	])('with %s = %j is refused by name', (field, value) => {
		const result = read(new URLSearchParams({ ...good, [field]: value }).toString());
		expect(result).toMatchObject({ kind: 'wrong', field, given: { [field]: value.trim() } });
	});

	it('that says something twice is refused', () => {
		expect(read(`${new URLSearchParams(good)}&date=2026-12-04`)).toMatchObject({ field: 'date' });
	});
});

describe('the countdown', () => {
	const start = Date.UTC(2026, 11, 3, 18, 30);
	it('counts whole seconds and stands at zero once it has begun', () => {
		const left = ((24 + 2) * 3600 + 3 * 60 + 4) * 1000;
		expect(countdown(start, start - left)).toEqual({
			phase: 'before',
			days: 1,
			hours: 2,
			minutes: 3,
			seconds: 4
		});
		expect(countdown(start, start - 1)).toMatchObject({ phase: 'before', seconds: 1 });
		expect(countdown(start, start)).toMatchObject({ phase: 'begun', seconds: 0 });
		expect(countdown(start, start + 7 * 3600_000)).toMatchObject({ phase: 'passed', hours: 0 });
	});

	it('is read out a few times only', () => {
		const spoken = new Set<string>();
		for (let left = 3600_000; left >= 0; left -= 1000)
			spoken.add(announcement(start, start - left));
		expect([...spoken]).toEqual([
			'Less than 60 minutes to the interview.',
			'Less than 30 minutes to the interview.',
			'Less than 15 minutes to the interview.',
			'Less than 10 minutes to the interview.',
			'Less than 5 minutes to the interview.',
			'Less than 2 minutes to the interview.',
			'Less than one minute to the interview.',
			'The interview has begun.'
		]);
		expect(announcement(start, start - 3 * 86_400_000)).toBe('3 days to the interview.');
		expect(announcement(start, start - 3700_000)).toBe('More than one hour to the interview.');
	});
});

it('a moment is written for the place where it is read', () => {
	const start = Date.UTC(2026, 11, 3, 18, 30);
	expect(momentIn('America/New_York', start)).toEqual({
		// with or without a comma, as the platform has it
		day: expect.stringMatching(/^Thursday,? 3 December 2026$/) as string,
		clock: '13:30',
		clock12: '1:30 pm',
		zoneName: 'Eastern Standard Time'
	});
	expect(momentIn('Asia/Karachi', start)).toMatchObject({ clock: '23:30' });
	expect(momentIn('Asia/Kolkata', start)).toMatchObject({ clock: '00:00', clock12: '12:00 am' });
});

it('says whether the clocks change before the day', () => {
	const [october, december] = [Date.UTC(2026, 9, 1), Date.UTC(2026, 11, 3)];
	expect(clocksChange('America/New_York', october, december)).toBe(true);
	expect(clocksChange('Asia/Karachi', october, december)).toBe(false);
});
