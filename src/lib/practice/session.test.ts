import { describe, expect, it } from 'vitest';
import type { Standing } from '../interview/standing.ts';
import { currentPosition, isSealed, type Answer, type Take } from './session.ts';

const take = (cutShort: boolean): Take => ({
	...{ id: 'take', answerId: 'answer', state: 'ready', mimeType: 'video/webm', cutShort },
	...{ recordedAt: new Date(0), durationMs: 1, bytes: 1, sha256: '', isDamaged: false },
	...{ arrivedDamaged: false, uploadedBytes: 0 }
});
/** Each letter an answer: `c` closed, `t` open with a take that counts, `x` open with one that was cut short, `-` open. */
const at = (letters: string, position: number | null) => {
	const answers = [...letters].map((letter, position): Answer => ({
		...{ id: letter, position, questionId: '', question: '', target: { fromS: 1, toS: 2 } },
		...{ bestTakeId: null, followUps: [], overrunMs: 0 },
		closedAt: letter === 'c' ? new Date(0) : null,
		takes: /[tx]/.test(letter) ? [take(letter === 'x')] : []
	}));
	const standing: Standing | null =
		position === null ? null : { position, conversedMs: 0, followUps: [], overrunMs: {} };
	return currentPosition({ finishedAt: null, answers, standing });
};

describe('an interview goes on', () => {
	it.each([
		['at its first question, before anybody sat', '---', null, 0],
		['at the break of the first answer, when nothing but its take arrived', 't--', null, 0],
		['where it was left, though the server did not hear that the first was closed', 'tt-', 1, 1],
		['at the next question, when that one was closed a moment before', 'c--', 0, 1],
		['at the next one without an answer, when closing some was not heard', 'ctt-', 0, 3],
		['at a question whose only take was cut short', 'cx-', 1, 1],
		['at what another person passed over, when everything behind it is done', '--cc', 3, 0],
		['nowhere, when each question is closed', 'ccc', 2, null],
		['nowhere, when all that is open has an answer and was left', 'tcc', 2, null]
	])('%s', (_, letters, position, expected) => {
		expect(at(letters, position)).toBe(expected);
	});
});

it('is sealed until it is finished, in a format without playback', () => {
	const plan = (playback: boolean) => ({ format: { playback } });
	expect(isSealed({ finishedAt: null, plan: plan(false) })).toBe(true);
	expect(isSealed({ finishedAt: null, plan: plan(true) })).toBe(false);
	expect(isSealed({ finishedAt: new Date(0), plan: plan(false) })).toBe(false);
});
