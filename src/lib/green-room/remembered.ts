/** What the check found earlier on this device, for each camera and microphone by itself. */
import * as v from 'valibot';
import { CHECKLIST_IDS, type ChecklistId } from './checklist.ts';
import { STEPS, VerdictSchema, type StepName, type Verdict } from './verdict.ts';

/** A verdict and when it was found, in milliseconds since 1970. */
export interface Found {
	verdict: Verdict;
	atMs: number;
}

/** Older findings are shown with their day, and do not go onto a card. Chosen: the light of the morning is gone by night. */
const FRESH_MS = 12 * 3600 * 1000;
/** Findings kept; the oldest make room. */
const MOST_FOUND = 60;

export interface Remembered {
	/** By `placeOf`. */
	found: Record<string, Found>;
	ticked: ChecklistId[];
	/** When something was ticked last, in milliseconds since 1970. */
	tickedAtMs: number;
}

export const NOTHING: Remembered = { found: {}, ticked: [], tickedAtMs: 0 };

const FoundSchema = v.object({ verdict: VerdictSchema, atMs: v.pipe(v.number(), v.finite()) });
const KeptSchema = v.object({
	found: v.record(v.string(), v.unknown()),
	ticked: v.array(v.unknown()),
	tickedAtMs: v.number()
});

/** What was kept, as far as it can be read. */
export function readRemembered(kept: string | null): Remembered {
	let parsed: unknown;
	try {
		parsed = JSON.parse(kept ?? '');
	} catch {
		return NOTHING;
	}
	const { success, output } = v.safeParse(KeptSchema, parsed);
	if (!success) return NOTHING;
	const found = Object.entries(output.found).flatMap(([place, each]) => {
		const one = v.safeParse(FoundSchema, each);
		return one.success ? [[place, one.output] as const] : [];
	});
	return {
		found: Object.fromEntries(found),
		ticked: CHECKLIST_IDS.filter((id) => output.ticked.includes(id)),
		tickedAtMs: output.tickedAtMs
	};
}

/** The ids of camera and microphone that were chosen; empty: whatever the browser offers. */
export interface Devices {
	cameraId: string;
	microphoneId: string;
}

/** Steps that look through the camera. */
export const OF_CAMERA: readonly StepName[] = ['camera', 'framing', 'light', 'background', 'lens'];
/** Steps that listen to the microphone. */
export const OF_MICROPHONE: readonly StepName[] = ['microphone', 'speakers'];

/** Where a step's finding is kept: with its camera, its microphone, or with the device as a whole. */
export function placeOf(step: StepName, { cameraId, microphoneId }: Devices): string {
	if (OF_CAMERA.includes(step)) return `${step} ${cameraId}`;
	return OF_MICROPHONE.includes(step) ? `${step} ${microphoneId}` : step;
}

/** What is known of each step with these devices. */
export function foundFor(
	remembered: Remembered,
	devices: Devices
): Partial<Record<StepName, Found>> {
	return Object.fromEntries(
		STEPS.flatMap((step) => {
			const found = remembered.found[placeOf(step, devices)];
			return found && found.verdict.step === step ? [[step, found]] : [];
		})
	);
}

/** The same with one more finding. */
export function remember(
	remembered: Remembered,
	devices: Devices,
	{ verdict, atMs }: Found
): Remembered {
	const found = { ...remembered.found, [placeOf(verdict.step, devices)]: { verdict, atMs } };
	const newest = Object.entries(found)
		.sort(([, a], [, b]) => b.atMs - a.atMs)
		.slice(0, MOST_FOUND);
	return { ...remembered, found: Object.fromEntries(newest) };
}

/** Is this still true enough for a card? */
export function isFresh(atMs: number, nowMs: number): boolean {
	return nowMs - atMs < FRESH_MS;
}
