/** The verdict on power and sleep: will the device last, and stay awake? */
import { rounded, type Grade, type Verdict } from './verdict.ts';

export interface PowerReading {
	/** Of the battery, 0 to 1; null where the browser does not tell. */
	level: number | null;
	isCharging: boolean | null;
	/** May a page keep the screen on? */
	canStayAwake: boolean;
}

/** An hour of camera and call takes about a third of a laptop's battery; chosen, not measured. */
const LEVEL = { good: 0.6, least: 0.3 };

const WHY = 'A device that goes dark or to sleep ends the call. Chargers have saved interviews.';
const SLEEP =
	'Set the screen and the computer to stay on for the next two hours, in the power settings.';

export function judgePower({ level, isCharging, canStayAwake }: PowerReading): Verdict {
	const known = level !== null && level >= 0 && level <= 1 ? level : null;
	const figures = {
		batteryShare: rounded(known),
		charging: isCharging === null ? null : isCharging ? 'yes' : 'no',
		staysAwake: canStayAwake ? 'yes' : 'no'
	};
	const say = (grade: Grade, finding: string, mend: string | null): Verdict => ({
		step: 'power',
		grade,
		finding,
		why: WHY,
		mend,
		figures
	});
	const percent = `${Math.round((known ?? 0) * 100)} %`;
	if (isCharging !== true && known !== null && known < LEVEL.good) {
		return known < LEVEL.least
			? say(
					'problem',
					`The battery has only ${percent}.`,
					'Plug the charger in now, and leave it in.'
				)
			: say(
					'could-be-better',
					`The battery has ${percent}.`,
					'Plug the charger in, and leave it in.'
				);
	}
	if (!canStayAwake) {
		return say('could-be-better', 'This browser cannot keep the screen on.', SLEEP);
	}
	if (known === null && isCharging !== true) {
		return say(
			'not-measurable',
			'This browser does not tell how full the battery is.',
			`Plug the charger in. ${SLEEP}`
		);
	}
	const finding =
		isCharging === true ? 'The device is plugged in.' : `The battery has ${percent}: enough.`;
	return say('good', finding, isCharging === true ? null : 'Keep the charger within reach.');
}
