import type { Container } from './container.ts';

/** The name of a take's recording in the media store. */
export const mediaKeyOf = (takeId: string, container: Container): string =>
	`${takeId}.${container}`;

/** The take that a key of the media store belongs to. */
export const takeIdOf = (mediaKey: string): string => mediaKey.split('.')[0] ?? '';
