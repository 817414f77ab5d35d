/** Does what `spool-opfs.browser.ts` asks, one thing after the other, and answers when it is written. */
import { asSpoolError, SpoolFull } from './spool.ts';
import { TakeFiles } from './take-files.browser.ts';

type CallName =
	'open' | 'append' | 'finish' | 'confirm' | 'read' | 'describe' | 'list' | 'remove' | 'hasRoom';

export type SpoolCall = {
	[Name in CallName]: { name: Name; given: Parameters<TakeFiles[Name]> };
}[CallName];

export type SpoolQuestion = { id: number } & (SpoolCall | { name: 'begin'; given: [string] });
export type SpoolReply = { id: number } & ({ ok: unknown } | { failed: string; isFull: boolean });

let files: Promise<TakeFiles>;
let before = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<SpoolQuestion>) => {
	before = before.then(() => answer(data));
});

async function answer(question: SpoolQuestion): Promise<void> {
	try {
		const ok = await act(question);
		const moved = ok instanceof Uint8Array ? [ok.buffer as ArrayBuffer] : [];
		reply({ id: question.id, ok }, moved);
	} catch (error) {
		const isFull = asSpoolError(error) instanceof SpoolFull;
		reply({ id: question.id, failed: String(error), isFull });
	}
}

async function act(question: SpoolQuestion): Promise<unknown> {
	if (question.name === 'begin') {
		files = openFolder(question.given[0]);
		await files;
		return;
	}
	const spool = await files;
	return (spool[question.name] as (...given: unknown[]) => Promise<unknown>)(...question.given);
}

async function openFolder(name: string): Promise<TakeFiles> {
	const root = await navigator.storage.getDirectory();
	const takes = new TakeFiles(await root.getDirectoryHandle(name, { create: true }));
	await takes.tidy(Date.now()).catch(() => undefined);
	return takes;
}

function reply(message: SpoolReply, moved: Transferable[] = []): void {
	postMessage(message, { transfer: moved });
}
