import { CONTAINERS, type Container } from './container.ts';

/** What a still picture may be. */
export const PICTURES = ['jpeg', 'webp'] as const;
export type Picture = (typeof PICTURES)[number];

/** The name of a take's recording, or of its still picture, in the media store. */
export const mediaKeyOf = (takeId: string, kind: Container | Picture): string =>
	`${takeId}.${kind}`;

/** What arrived of a take that arrived damaged, beside the recording that was made of it. */
export const originalKeyOf = (takeId: string): string => `${takeId}.original`;

/** Every name that a take can have there. */
export const mediaKeysOf = (takeId: string): string[] => [
	...[...CONTAINERS, ...PICTURES].map((kind) => mediaKeyOf(takeId, kind)),
	originalKeyOf(takeId)
];

/** The take that a key of the media store belongs to. */
export const takeIdOf = (mediaKey: string): string => mediaKey.split('.')[0] ?? '';

/** Is this a take's? Other things that are kept there have names of their own: `comment-...`. */
export const isTakeKey = (mediaKey: string): boolean => !mediaKey.startsWith('comment-');
