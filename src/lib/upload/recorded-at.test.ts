import { describe, expect, it } from 'vitest';
import { judgeRecordedAt } from './recorded-at.ts';

const NOW = new Date('2026-11-21T14:00:00Z');
const at = (text: string) => new Date(`2026-11-${text}Z`);

describe('when a take was recorded', () => {
	it('is what the device says', () => {
		const claimed = at('21T13:58:00');
		expect(judgeRecordedAt(claimed, null, NOW)).toEqual({
			recordedAt: claimed,
			isClockWrong: false
		});
		expect(judgeRecordedAt(claimed, NOW, NOW).recordedAt).toEqual(claimed);
	});

	it('is put right when the device tells that its clock is an hour ahead or behind', () => {
		expect(judgeRecordedAt(at('21T14:58:00'), at('21T15:00:00'), NOW)).toEqual({
			recordedAt: at('21T13:58:00'),
			isClockWrong: false
		});
		expect(judgeRecordedAt(at('21T12:58:00'), at('21T13:00:00'), NOW).recordedAt).toEqual(
			at('21T13:58:00')
		);
	});

	it.each(['2099-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '1970-01-01T00:00:00Z'])(
		'is now when the device says %s',
		(text) => {
			expect(judgeRecordedAt(new Date(text), null, NOW)).toEqual({
				recordedAt: NOW,
				isClockWrong: true
			});
		}
	);

	it('is put right by less than a minute too when the clock is ahead', () => {
		for (const seconds of ['05', '30', '59']) {
			const [claimed, sentAt] = [at(`21T13:58:${seconds}`), at(`21T14:00:${seconds}`)];
			expect(judgeRecordedAt(claimed, sentAt, NOW).recordedAt).toEqual(at('21T13:58:00'));
		}
	});

	it('is never later than now', () => {
		expect(judgeRecordedAt(at('21T14:00:30'), null, NOW).recordedAt).toEqual(NOW);
	});
});
