/**
 * Chromium with two tabs, of which one is really hidden: Playwright tells every page that it is in front, so this talks
 * to the browser itself, over its debugging pipe.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { QUIET_BROWSER } from '../../../scripts/quiet-browser.ts';

export interface Tab {
	/** The value of an expression, awaited; `began` is called when the page calls `began()`. */
	evaluate<T>(expression: string): Promise<T>;
	onCall(name: string, act: () => void): Promise<void>;
	bringToFront(): Promise<void>;
}

export interface Chromium {
	open(url: string): Promise<Tab>;
	close(): Promise<void>;
}

interface Message {
	id?: number;
	method?: string;
	sessionId?: string;
	params?: { name?: string };
	result?: Record<string, unknown>;
	error?: { message: string };
}

export async function openChromium(path: string): Promise<Chromium> {
	const profile = await mkdtemp(join(tmpdir(), 'hidden-tab-'));
	const browser = spawn(
		path,
		[
			...['--headless=new', '--no-sandbox', ...QUIET_BROWSER],
			...['--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank']
		],
		{ stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] }
	);
	const gone = new Promise((done) => browser.once('exit', done));
	const toBrowser = browser.stdio[3] as Writable;
	const fromBrowser = browser.stdio[4] as Readable;
	const waiting = new Map<number, (message: Message) => void>();
	const calls = new Map<string, () => void>();
	let count = 0;
	let unread = '';
	fromBrowser.setEncoding('utf8').on('data', (text: string) => {
		const messages = (unread + text).split('\0');
		unread = messages.pop() ?? '';
		for (const each of messages) hear(JSON.parse(each) as Message);
	});

	function hear(message: Message): void {
		if (message.id !== undefined) waiting.get(message.id)?.(message);
		if (message.method === 'Runtime.bindingCalled') {
			calls.get(`${message.sessionId} ${message.params?.name}`)?.();
		}
	}

	async function send(method: string, params: object = {}, sessionId?: string) {
		const id = (count += 1);
		const answer = new Promise<Message>((done) => waiting.set(id, done));
		toBrowser.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
		const { result, error } = await answer;
		if (error) throw new Error(`${method}: ${error.message}`);
		return result ?? {};
	}

	return {
		async open(url) {
			const { targetId } = await send('Target.createTarget', { url });
			const attached = await send('Target.attachToTarget', { targetId, flatten: true });
			const session = attached['sessionId'] as string;
			await send('Runtime.enable', {}, session);
			return {
				async evaluate<T>(expression: string) {
					const given = { expression, awaitPromise: true, returnByValue: true };
					const answer = await send('Runtime.evaluate', given, session);
					if (answer['exceptionDetails']) throw new Error(JSON.stringify(answer));
					return (answer['result'] as { value: T }).value;
				},
				async onCall(name, act) {
					calls.set(`${session} ${name}`, act);
					await send('Runtime.addBinding', { name }, session);
				},
				bringToFront: async () => void (await send('Target.activateTarget', { targetId }))
			};
		},
		async close() {
			await send('Browser.close').catch(() => undefined);
			await gone;
			await rm(profile, { recursive: true, force: true });
		}
	};
}
