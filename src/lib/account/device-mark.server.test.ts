import { expect, it } from 'vitest';
import { deviceMarkOf } from './device-mark.server.ts';
import type { OwnerId } from './owner.ts';

it('is the same for one person, another for others, and does not show the id', () => {
	const [ana, ben] = ['owner-ana', 'owner-ben'] as unknown as [OwnerId, OwnerId];
	expect(deviceMarkOf(ana)).toBe(deviceMarkOf(ana));
	expect(deviceMarkOf(ana)).not.toBe(deviceMarkOf(ben));
	expect(deviceMarkOf(ana)).not.toContain('ana');
});
