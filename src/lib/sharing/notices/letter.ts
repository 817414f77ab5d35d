/** The words of every mail. Plain text, and the same as simple HTML. */
import { day } from '../../design/when.ts';
import { pathOf, sentenceOf, type Notice } from './notice.ts';

export interface Words {
	subject: string;
	body: string;
	html: string;
}

/** What stands under a letter to somebody with an account. */
const SETTING = (origin: string) => `How often we write: ${origin}/account`;
/** For somebody without a name of their own. */
export const SOMEBODY = 'Somebody who practises for residency interviews';

const ZONE = { timeZone: 'UTC', hour12: false };

/** An invitation to a reviewer who may have no account. */
export function invitation(given: {
	/** Null for a guest, whose words are not sent on: nobody knows who they are. */
	applicant: string | null;
	reviewerName: string;
	askFor: string;
	answers: number;
	hasPasscode: boolean;
	dueAt: Date | null;
	expiresAt: Date;
	link: string;
}): Words {
	const { applicant, askFor, answers, expiresAt, dueAt, link } = given;
	const who = applicant ?? SOMEBODY;
	const what = answers === 1 ? '1 recorded answer' : `${answers} recorded answers`;
	return compose(`${who} asks for your feedback`, [
		applicant ? `Dear ${given.reviewerName},` : 'Hello,',
		`${who} is practising for a residency interview and asks you to watch ${what} and say what to keep and what to change. You need no account.`,
		...(applicant && askFor ? [`They would like you to look at: ${askFor}`] : []),
		{ link },
		...(given.hasPasscode ? ['You need a passcode too. They tell it to you themselves.'] : []),
		...(dueAt ? [`They hope to have it by ${day(dueAt, ZONE)}.`] : []),
		`The link works until ${day(expiresAt, ZONE)}. Please do not pass it on.`,
		'You get this because they gave us your address for it. We write once more if the link is about to end, and use the address for nothing else. If you do not know them, do nothing.'
	]);
}

/** To an invited reviewer without an account, before the link ends. The link itself is not kept, so it is not in it. */
export function endingSoon(given: { applicant: string | null; expiresAt: Date }): Words {
	const who = given.applicant ?? SOMEBODY;
	return compose(`Your review for ${who} ends soon`, [
		'Hello,',
		`The link to review the answers of ${who} works until ${day(given.expiresAt, ZONE)}. You find it in the mail with which they asked you.`,
		'If you need longer, ask them: they can extend it at any time, and what you have written stays.'
	]);
}

/** One notice as a mail to its person. */
export function oneNotice(
	notice: Pick<Notice, 'kind' | 'who' | 'sessionId' | 'grantId'>,
	origin: string
): Words {
	const sentence = sentenceOf(notice);
	return compose(sentence.replace(/\.$/, ''), [
		'Hello,',
		sentence,
		{ link: `${origin}${pathOf(notice)}` },
		SETTING(origin)
	]);
}

/** The notices of a day in one mail. */
export function digest(
	notices: readonly Pick<Notice, 'kind' | 'who' | 'sessionId' | 'grantId'>[],
	origin: string
): Words {
	const [first] = notices;
	if (first && notices.length === 1) return oneNotice(first, origin);
	return compose(`${notices.length} news on your reviews`, [
		'Hello,',
		'This is what came since yesterday.',
		...notices.flatMap((notice) => [sentenceOf(notice), { link: `${origin}${pathOf(notice)}` }]),
		SETTING(origin)
	]);
}

type Part = string | { link: string };

function compose(subject: string, parts: readonly Part[]): Words {
	const text = parts.map((part) => (typeof part === 'string' ? part : part.link));
	const paragraphs = parts.map((part) =>
		typeof part === 'string'
			? `<p>${escape(part).replaceAll('\n', '<br>')}</p>`
			: `<p><a href="${escape(part.link)}">${escape(part.link)}</a></p>`
	);
	return {
		subject: subject.replace(/\s+/g, ' '),
		body: `${text.join('\n\n')}\n\nVivavoce, interview practice\n`,
		html: `<!doctype html><html lang="en"><meta charset="utf-8"><body>${paragraphs.join('')}<p>Vivavoce, interview practice</p></body></html>`
	};
}

const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
