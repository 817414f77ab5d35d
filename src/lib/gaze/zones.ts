/** Where the lens ends and the screen begins, in degrees after calibration. */
import * as v from 'valibot';
import type { Offset } from './estimate.ts';

const degrees = v.pipe(v.number(), v.minValue(-90), v.maxValue(90));
const reach = v.pipe(v.number(), v.minValue(1), v.maxValue(60));

export const ZonesSchema = v.strictObject({
	/** From the lens towards the middle of the screen, a direction of length one. */
	towards: v.strictTuple([
		v.pipe(v.number(), v.minValue(-1), v.maxValue(1)),
		v.pipe(v.number(), v.minValue(-1), v.maxValue(1))
	]),
	/** How far the lens reaches in that direction. */
	borderDeg: reach,
	/** Middle and half sizes of the screen. */
	screenX: degrees,
	screenY: degrees,
	halfWidthDeg: reach,
	halfHeightDeg: reach
});
export type Zones = v.InferOutput<typeof ZonesSchema>;

/** To the sides the eye is ten times more sensitive than below (Chen 2002); one frame errs by about 1.5 degrees there. */
const LENS_SIDE_DEG = 5.5;
/** Nothing to look at lies above the lens; one frame errs by about 3 degrees upwards and downwards. */
const LENS_UP_DEG = 8;
const LENS_DOWN_DEG = 7.5;
/** Of the way from the lens to the middle of the screen. */
const BORDER_SHARE = 0.66;
const LEAST_BORDER_DEG = 3.5;
const MOST_BORDER_DEG = 7.5;
/** Nobody showed where the screen is: nearer to the lens, as what is taken for eye contact matters more. */
const LENS_ONLY_BORDER_DEG = 5.5;
const ORDINARY_SCREEN: Offset = { xDeg: 0, yDeg: -10 };
/** A laptop's screen 57 cm away: 32 cm wide, 18 cm high; with a margin of the estimate's own error. */
const HALF_WIDTH_DEG = 20;
const HALF_HEIGHT_DEG = 14;
/** A zone that one is in reaches so much further: no flicker at a border. */
const HYSTERESIS = 0.1;

/** The zones when the middle of the screen is seen at `seen`; without it 10 degrees below, as on a laptop. */
export function makeZones(seen?: Offset, corners: Offset[] = []): Zones {
	const screen = seen ?? ORDINARY_SCREEN;
	const far = Math.hypot(screen.xDeg, screen.yDeg);
	const sides = corners.map(({ xDeg }) => Math.abs(xDeg - screen.xDeg) + 4);
	const ends = corners.map(({ yDeg }) => Math.abs(yDeg - screen.yDeg) + 5);
	return {
		towards: far > 0 ? [screen.xDeg / far, screen.yDeg / far] : [0, -1],
		borderDeg: seen
			? clamp(BORDER_SHARE * far, LEAST_BORDER_DEG, MOST_BORDER_DEG)
			: LENS_ONLY_BORDER_DEG,
		screenX: clamp(screen.xDeg, -60, 60),
		screenY: clamp(screen.yDeg, -60, 60),
		halfWidthDeg: clamp(Math.max(HALF_WIDTH_DEG, ...sides), 1, 45),
		halfHeightDeg: clamp(Math.max(HALF_HEIGHT_DEG, ...ends), 1, 45)
	};
}

export type Zone = 'lens' | 'screen' | 'away';

/** The zone of a look; `before` is the zone of the look before, which is left a little later than it is entered. */
export function zoneOf(offset: Offset, zones: Zones, before: Zone | null = null): Zone {
	if (inLens(offset, zones, before === null ? 1 : stretch(before === 'lens'))) return 'lens';
	const grow = before === null ? 1 : stretch(before === 'screen');
	const across = Math.abs(offset.xDeg - zones.screenX) / zones.halfWidthDeg;
	const down = Math.abs(offset.yDeg - zones.screenY) / zones.halfHeightDeg;
	return Math.max(across, down) <= grow ? 'screen' : 'away';
}

const stretch = (inside: boolean) => (inside ? 1 + HYSTERESIS : 1 - HYSTERESIS);

function inLens({ xDeg, yDeg }: Offset, { towards, borderDeg }: Zones, grow: number): boolean {
	const along = xDeg * towards[0] + yDeg * towards[1];
	const tall = yDeg > 0 ? LENS_UP_DEG : LENS_DOWN_DEG;
	return along < borderDeg * grow && Math.hypot(xDeg / LENS_SIDE_DEG, yDeg / tall) < grow;
}

const clamp = (value: number, least: number, most: number) =>
	Math.max(least, Math.min(most, value));
