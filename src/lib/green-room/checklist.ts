/** What no device can measure: ticked by the person, and judged like every other step. */
import type { Verdict } from './verdict.ts';

/** In the order in which they are read; why each matters stands under it. */
export const CHECKLIST = [
	{
		id: 'quiet-room',
		label: 'A quiet room, door closed',
		why: 'Tell the people you live with when you must not be disturbed.'
	},
	{
		id: 'dress',
		label: 'Full professional dress, not only above the desk',
		why: 'You may have to stand up on camera.'
	},
	{
		id: 'background',
		label: 'A neutral background, nothing private in the picture',
		why: 'What is behind you is read like the rest of the picture.'
	},
	{
		id: 'phone-number',
		label: "The program's phone number is beside me, on paper",
		why: 'If the connection fails, a call within a minute saves the interview.'
	},
	{
		id: 'second-device',
		label: 'A second device and a second connection are ready',
		why: 'A charged phone with mobile data and the meeting link open.'
	},
	{
		id: 'notes',
		label: 'My notes are at the height of the lens',
		why: 'Notes on the desk pull your eyes down; a few words beside the lens do not.'
	},
	{
		id: 'notifications',
		label: 'Notifications are off, on this device and the phone',
		why: 'Sounds and pop-ups are heard and seen on the other side.'
	},
	{
		id: 'name',
		label: 'My name is shown as in my application',
		why: 'Check how the meeting program shows it before you join.'
	},
	{
		id: 'time-zone',
		label: 'The time of the interview is converted to my time zone',
		why: 'Programs write their own time. The page for the day of the interview converts it for you.'
	}
] as const;
export type ChecklistId = (typeof CHECKLIST)[number]['id'];

/** The ids in their order. */
export const CHECKLIST_IDS = CHECKLIST.map(({ id }) => id);

/** Without these an interview can fail altogether; the others only make it look worse. */
const ESSENTIAL: readonly ChecklistId[] = ['phone-number', 'second-device', 'time-zone'];

/** The verdict on what was ticked; a problem while something is open that can stop the interview. */
export function judgeChecklist(ticked: readonly ChecklistId[]): Verdict {
	const open = CHECKLIST.filter(({ id }) => !ticked.includes(id));
	const isEssential = open.some(({ id }) => ESSENTIAL.includes(id));
	const first = open[0];
	return {
		step: 'checklist',
		grade: first === undefined ? 'good' : isEssential ? 'problem' : 'could-be-better',
		finding:
			first === undefined
				? `All ${CHECKLIST.length} are ticked.`
				: `${open.length} of ${CHECKLIST.length} ${open.length === 1 ? 'is' : 'are'} still open.`,
		why: 'No device can see these, and each of them can disturb an interview.',
		mend: first === undefined ? null : `Next: ${first.label}.`,
		figures: { ticked: CHECKLIST.length - open.length, of: CHECKLIST.length }
	};
}
