/** The line above figures of speech that older rules made: it is said once, for all of them. */
import { PACING_VERSION, saysOldVersion, type PacingReport } from '../../pacing/report.ts';
import { behind, type ReportLine } from './report-line.ts';

/** None for today's rules. */
export function sayRules(pacing: PacingReport): ReportLine[] {
	const says = saysOldVersion(pacing);
	if (!says) return [];
	const facts = behind({
		means:
			'The rules of the measurement become better now and then; a take keeps the figures it had.',
		compared: `Today's rules, version ${PACING_VERSION}.`,
		measured: 'The version is kept with the figures.'
	});
	return [{ name: 'Speech', says, tone: 'info', facts }];
}
