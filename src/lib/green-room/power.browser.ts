/** Asks the browser for the battery, and whether a page may keep the screen on. */
import type { PowerReading } from './power.ts';

/** Not every browser tells. @source W3C, "Battery Status API" */
interface BatteryTeller {
	getBattery?: () => Promise<{ level: number; charging: boolean }>;
}

/** Never rejects. */
export async function probePower(): Promise<PowerReading> {
	const teller = navigator as BatteryTeller;
	const battery = await Promise.resolve(teller.getBattery?.()).catch(() => undefined);
	return {
		level: battery?.level ?? null,
		isCharging: battery?.charging ?? null,
		canStayAwake: 'wakeLock' in navigator
	};
}
