/** Sends mail through the operator's SMTP server. */
import { createTransport } from 'nodemailer';

export interface Letter {
	/** One address, checked before. */
	to: string;
	subject: string;
	text: string;
	html: string;
}

export interface Post {
	/** @throws {Undelivered} */
	send(letter: Letter): Promise<void>;
	close(): void;
}

/** A letter that did not leave. `isFinal`: the server will not take it later either. The reason names no address. */
export class Undelivered extends Error {
	constructor(
		readonly isFinal: boolean,
		reason: string
	) {
		super(reason);
		this.name = 'Undelivered';
	}
}

/** How long the server may be silent, in milliseconds. */
const PATIENCE_MS = 15_000;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Mail from `from` through the server at `url` (`smtp:` uses STARTTLS where it is offered, `smtps:` TLS). */
export function createPost({ url, from }: { url: string; from: string }): Post {
	const transport = createTransport(
		{
			url,
			connectionTimeout: PATIENCE_MS,
			greetingTimeout: PATIENCE_MS,
			socketTimeout: PATIENCE_MS,
			disableFileAccess: true,
			disableUrlAccess: true,
			// nobody stands between two programs of one computer, and no authority signs for it
			...(LOOPBACK.includes(new URL(url).hostname) && { tls: { rejectUnauthorized: false } })
		},
		{ from }
	);
	return {
		async send({ to, subject, text, html }) {
			try {
				await transport.sendMail({
					to: { name: '', address: to },
					subject: oneLine(subject),
					text,
					html,
					headers: { 'Auto-Submitted': 'auto-generated' }
				});
			} catch (caught) {
				throw asUndelivered(caught);
			}
		},
		close: () => transport.close()
	};
}

/** A line end in a header would begin another header. */
function oneLine(text: string): string {
	return text.replace(/\p{Cc}+/gu, ' ').trim();
}

/** 5xx is for good, but a refused sign-in (53x) is the operator's to mend. @source RFC 5321 4.2.1, RFC 4954 6 */
function asUndelivered(caught: unknown): Undelivered {
	const { code, responseCode } = caught as { code?: string; responseCode?: number };
	const isSignIn = responseCode !== undefined && responseCode >= 530 && responseCode <= 538;
	const isFinal = responseCode !== undefined && responseCode >= 500 && !isSignIn;
	return new Undelivered(isFinal, `${code ?? 'unknown'} ${responseCode ?? ''}`.trim());
}
