import { expect, it } from 'vitest';
import { Turns } from './transcriber-turns.ts';

it('gives each person one turn at a time, and few at once', () => {
	const turns = new Turns(2);
	const end = turns.begin('ada');
	expect(end).not.toBeNull();
	expect(turns.begin('ada')).toBeNull();
	expect(turns.begin('ben')).not.toBeNull();
	expect(turns.begin('cleo')).toBeNull();
	end?.();
	expect(turns.begin('cleo')).not.toBeNull();
});
