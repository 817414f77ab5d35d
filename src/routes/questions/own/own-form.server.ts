/** The form of an own question, from its fields to a question that can be kept. */
import { Fault } from '$lib/platform/errors';
import { checkInput } from '$lib/platform/input';
import { OwnQuestionSchema, type OwnQuestion } from '$lib/question-bank/own';

const FIELDS = [
	...['set', 'text', 'kind', 'difficulty', 'fromS', 'toS', 'why'],
	...['strongAnswers', 'pitfalls', 'followUps', 'frame', 'outline']
];

/**
 * The question in `fields`; what the form has no field for stays as it is in `before`. `set` is empty for "the first".
 * @throws {Fault} `bad-input` naming the field.
 */
export function readOwnForm(
	fields: Record<string, string>,
	before: Partial<OwnQuestion> = {}
): { set: string; question: OwnQuestion } {
	const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name));
	if (unknown !== undefined) {
		const field = unknown.slice(0, 60);
		throw new Fault('bad-input', { field, message: `"${field}" is not a field of this form.` });
	}
	const { text = '', kind = '', difficulty = '2', why = '', frame = '' } = fields;
	const lines = (name: string) =>
		(fields[name] ?? '')
			.split(/\r?\n/)
			.map((line) => line.trim())
			.filter(Boolean);
	const question = checkInput(OwnQuestionSchema, {
		...{ competencies: before.competencies ?? [], specialties: before.specialties ?? [] },
		...{ text, why, kind: kind || null, frame: frame || null },
		difficulty: Number(difficulty),
		target: { fromS: Number(fields['fromS'] ?? 90), toS: Number(fields['toS'] ?? 120) },
		...{ strongAnswers: lines('strongAnswers'), pitfalls: lines('pitfalls') },
		...{ followUps: lines('followUps'), outline: lines('outline') }
	});
	return { set: fields['set'] ?? '', question };
}
