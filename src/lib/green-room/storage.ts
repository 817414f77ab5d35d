/** The verdict on the room that this device has for recordings until the server has them. */
import { QUALITIES, totalRate } from '../recording/quality.ts';
import { bytesFor, judgeRoom, type StorageState } from '../recording/room.ts';
import { rounded, type Grade, type Verdict } from './verdict.ts';

/** The longest usual interview, in milliseconds of speaking: 30 min. Chosen */
const LONG_INTERVIEW_MS = 30 * 60_000;

/** What such an interview needs at the best quality, in bytes. */
export const NEEDED_BYTES = bytesFor(
	LONG_INTERVIEW_MS,
	Math.max(...QUALITIES.map((each) => totalRate(each)))
);

const WHY = 'A recording is kept on this device until the server has all of it.';

/** @param neededBytes of the interview that follows; left out: half an hour of speaking */
export function judgeStorage(state: StorageState, neededBytes = NEEDED_BYTES): Verdict {
	const free = rounded(state.freeBytes, 0);
	const figures = {
		freeBytes: free,
		neededBytes: rounded(neededBytes, 0),
		kept: state.isPersistent ? 'until you delete it' : 'as long as the browser has room'
	};
	const say = (grade: Grade, finding: string, mend: string | null): Verdict => ({
		step: 'storage',
		grade,
		finding,
		why: WHY,
		mend,
		figures
	});
	if (free === null || free < 0) {
		return say(
			'not-measurable',
			'This browser does not say how much room there is.',
			'Keep at least 1 GB free on the device, and do not use a private window.'
		);
	}
	const megabytes = `${Math.round(free / 1_000_000)} MB`;
	if (!judgeRoom(neededBytes, { ...state, freeBytes: free }).enough) {
		// a tenth of it is a short answer, which still fits
		const grade = free < neededBytes / 10 ? 'problem' : 'could-be-better';
		return say(
			grade,
			`There is little room for recordings on this device: ${megabytes}.`,
			'Empty the bin, delete large files or old downloads, and do not use a private window. What does not fit goes straight to the server.'
		);
	}
	return say('good', 'There is enough room for a long interview on this device.', null);
}
