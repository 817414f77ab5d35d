/** Time zones by what people write: `America/New_York`, `new york`, `ET`. Names are those of the IANA database. */

/** What programs write in their invitations, with the zone that they mean all year. */
const SPOKEN: Record<string, string> = {
	et: 'America/New_York',
	est: 'America/New_York',
	edt: 'America/New_York',
	eastern: 'America/New_York',
	ct: 'America/Chicago',
	cst: 'America/Chicago',
	cdt: 'America/Chicago',
	central: 'America/Chicago',
	mt: 'America/Denver',
	mst: 'America/Denver',
	mdt: 'America/Denver',
	mountain: 'America/Denver',
	arizona: 'America/Phoenix',
	pt: 'America/Los_Angeles',
	pst: 'America/Los_Angeles',
	pdt: 'America/Los_Angeles',
	pacific: 'America/Los_Angeles',
	akst: 'America/Anchorage',
	akdt: 'America/Anchorage',
	alaska: 'America/Anchorage',
	hst: 'Pacific/Honolulu',
	hawaii: 'Pacific/Honolulu',
	gmt: 'UTC',
	utc: 'UTC'
};

/** Zones that residency programs are in, the most common first. */
export const PROGRAM_ZONES: readonly { zone: string; label: string }[] = [
	{ zone: 'America/New_York', label: 'Eastern time (New York)' },
	{ zone: 'America/Chicago', label: 'Central time (Chicago)' },
	{ zone: 'America/Denver', label: 'Mountain time (Denver)' },
	{ zone: 'America/Phoenix', label: 'Arizona, no summer time (Phoenix)' },
	{ zone: 'America/Los_Angeles', label: 'Pacific time (Los Angeles)' },
	{ zone: 'America/Anchorage', label: 'Alaska (Anchorage)' },
	{ zone: 'Pacific/Honolulu', label: 'Hawaii (Honolulu)' },
	{ zone: 'America/Puerto_Rico', label: 'Puerto Rico' }
];
export const USUAL_ZONE = 'America/New_York';

const REGIONS = [
	'America',
	'Asia',
	'Europe',
	'Africa',
	'Australia',
	'Pacific',
	'Atlantic',
	'Indian',
	'Antarctica'
];

/** The zone that is meant, as the platform spells it; null when there is none of this name. */
export function findZone(written: string): string | null {
	const text = written.trim().replace(/(\s+(standard|daylight))?\s+time$/i, '');
	const key = text.toLowerCase();
	if (Object.hasOwn(SPOKEN, key)) return SPOKEN[key] ?? null;
	const name = text.replace(/\s+/g, '_');
	if (!/^[a-z][a-z_+-]*(\/[a-z0-9_+-]+){0,2}$/i.test(name)) return null;
	if (name.includes('/')) return canonical(name);
	const known = Intl.supportedValuesOf('timeZone').find(
		(zone) => zone.split('/').at(-1)?.toLowerCase() === name.toLowerCase()
	);
	return known ?? REGIONS.map((region) => canonical(`${region}/${name}`)).find(Boolean) ?? null;
}

/** Old and new names are the same place: the one that was written stays, in its usual spelling. */
function canonical(name: string): string | null {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return usualCase(name);
	} catch {
		return null;
	}
}

/** `america/new_york` as `America/New_York`; small words in the middle stay small. */
function usualCase(name: string): string {
	const known = Intl.supportedValuesOf('timeZone').find(
		(zone) => zone.toLowerCase() === name.toLowerCase()
	);
	return (
		known ??
		name
			.split('/')
			.map((part) => part.replace(/(^|[_-])[a-z]/g, (start) => start.toUpperCase()))
			.join('/')
	);
}

/** `New York` for `America/New_York`. */
export function cityOf(zone: string): string {
	return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
