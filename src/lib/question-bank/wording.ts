/** What the bank's short names are called on a page, and what each frame means. */
import type { Question } from './question.ts';

type Kind = Question['kind'];
type Frame = Question['frame'];

const KIND_NAMES: Partial<Record<Kind, string>> = {
	opener: 'Openers',
	img: 'IMG matters',
	'red-flag': 'Red flags',
	clinical: 'Clinical conversation',
	prohibited: 'Must not be asked',
	closing: 'Closing and your questions'
};

/** `img` is "IMG matters"; a kind without a name of its own is its word. */
export function nameKind(kind: Kind): string {
	return KIND_NAMES[kind] ?? inWords(kind);
}

/** What difficulty 1, 2 and 3 mean. */
export const DIFFICULTY_NAMES = [
	'Expected by everyone',
	'Needs thought',
	'Hard under pressure'
] as const;

/** `obstetrics-and-gynecology` is "Obstetrics and gynecology". */
export function inWords(slug: string): string {
	const words = slug.replaceAll('-', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `60-90 s`, or in minutes from two minutes on: `1.5-2.5 min`. */
export function nameTarget({ fromS, toS }: Question['target']): string {
	if (toS <= 120) return `${fromS}–${toS} s`;
	const minutes = (seconds: number) => String(Math.round((seconds / 60) * 10) / 10);
	return `${minutes(fromS)}–${minutes(toS)} min`;
}

/** The skeleton an answer can hang on: its name, when it helps, and its steps in order. */
export interface FrameWords {
	name: string;
	use: string;
	steps: readonly { name: string; say: string }[];
}

export const FRAME_WORDS: Readonly<Record<Frame, FrameWords>> = {
	'star-l': {
		name: 'A story in five steps',
		use: 'For anything that begins with "tell me about a time". One real event, told in order.',
		steps: [
			{ name: 'Situation', say: 'where and when, in two sentences' },
			{ name: 'Task', say: 'what was yours to do' },
			{ name: 'Action', say: 'what you did yourself; the longest part' },
			{ name: 'Result', say: 'how it ended, with a figure if there is one' },
			{ name: 'Lesson', say: 'what you do differently since' }
		]
	},
	'present-past-future': {
		name: 'Present, past, future',
		use: 'For introductions and plans. It goes the way a listener asks: who, how come, what next.',
		steps: [
			{ name: 'Present', say: 'who you are as a doctor now' },
			{ name: 'Past', say: 'the two or three things that brought you here' },
			{ name: 'Future', say: 'what you look for, and why here' }
		]
	},
	'intervene-communicate-escalate': {
		name: 'Make it safe, talk, take it further',
		use: 'For ethics and hard situations. The patient comes first, the person second, the system third.',
		steps: [
			{ name: 'Make it safe', say: 'what you do at once so that nobody is harmed' },
			{ name: 'Talk to the person', say: 'in private, with a question before a verdict' },
			{ name: 'Take it further', say: 'who must know, and when you would go there' }
		]
	},
	'brief-factual-changed': {
		name: 'Brief, factual, changed',
		use: 'For anything in your file that worries you. Short sounds honest; long sounds like an excuse.',
		steps: [
			{ name: 'Brief', say: 'name it in your first sentence' },
			{ name: 'Factual', say: 'what happened, without blame or excuse' },
			{ name: 'Changed', say: 'what you did about it, and where that can be seen' }
		]
	},
	'point-reason-example': {
		name: 'Point, reason, example',
		use: 'For opinions and knowledge. Say what you think before you explain it.',
		steps: [
			{ name: 'Point', say: 'your answer, in one sentence' },
			{ name: 'Reason', say: 'why you think so' },
			{ name: 'Example', say: 'one thing you saw or did that shows it' }
		]
	},
	'concern-answer-bridge': {
		name: 'Concern, answer, bridge',
		use: 'For questions that should not be asked. You need not answer what was said; answer what they worry about.',
		steps: [
			{ name: 'Concern', say: 'hear the worry behind the question' },
			{ name: 'Answer', say: 'that worry, in one calm sentence' },
			{ name: 'Bridge', say: 'lead back to your work' }
		]
	},
	'ask-listen-follow': {
		name: 'Ask, listen, follow',
		use: 'For your own questions. The second question, made from their answer, is the one they remember.',
		steps: [
			{ name: 'Ask', say: 'one thing, in one sentence' },
			{ name: 'Listen', say: 'to the whole answer' },
			{ name: 'Follow', say: 'with something that was in it' }
		]
	}
};
