/** The spool in the browser's own file system; a worker does the writing (`take-files.browser.ts`). */
import { SpoolFull, type Spool, type SpooledTake } from './spool.ts';
import type { SpoolCall, SpoolReply } from './spool-opfs.worker.ts';

/** How long the browser may take to open its file system, in milliseconds, before another place is used. */
const OPENING_MS = 5000;

/**
 * @param folder its name in the file system of this origin
 * @throws when the browser has no such file system, or refuses it (some private windows do)
 */
export async function openOpfsSpool(folder = 'vivavoce-takes'): Promise<Spool> {
	if (!navigator.storage?.getDirectory || typeof Worker === 'undefined') {
		throw new Error('this browser has no file system for pages');
	}
	const root = await navigator.storage.getDirectory();
	const worker = new Worker(new URL('./spool-opfs.worker.ts', import.meta.url), { type: 'module' });
	const ask = askWorker(worker);
	try {
		await Promise.race([ask({ name: 'begin', given: [folder] }), tooLate()]);
		await probe(ask).catch(async (error: unknown) => {
			// a device that is full of takes is no reason to forget them: sending them makes room
			const kept = (await ask({ name: 'list', given: [] })) as SpooledTake[];
			if (!(error instanceof SpoolFull) || kept.length === 0) throw error;
		});
	} catch (error) {
		worker.terminate();
		throw error;
	}
	const takes = await root.getDirectoryHandle(folder);
	const call = (question: SpoolCall) => ask(question);
	const describe = async (takeId: string) =>
		(await call({ name: 'describe', given: [takeId] })) as SpooledTake | null;
	const read = async (takeId: string, start: number, end: number) =>
		(await call({ name: 'read', given: [takeId, start, end] })) as Uint8Array<ArrayBuffer>;
	/** Of takes that were finished here: asking for them again would wait behind what is being sent. */
	const finished = new Map<string, SpooledTake>();
	return {
		open: async (take) => void (await call({ name: 'open', given: [take] })),
		async append(takeId, chunk, durationMs) {
			// a recorder's last chunk may come after its patience was over
			finished.delete(takeId);
			await call({ name: 'append', given: [takeId, chunk, durationMs] });
		},
		async finish(takeId) {
			finished.set(takeId, (await call({ name: 'finish', given: [takeId] })) as SpooledTake);
		},
		read,
		async blob(takeId) {
			const take = finished.get(takeId) ?? (await describe(takeId));
			if (!take) return null;
			// a file that is still written to cannot be kept as a blob: its old blobs die with every write
			if (!take.finished) return new Blob([await read(takeId, 0, take.bytes)], asType(take));
			const file = await mediaOf(takes, takeId);
			return file && file.slice(0, take.bytes, take.mimeType);
		},
		confirm: async (takeId, bytes) =>
			void (await call({ name: 'confirm', given: [takeId, bytes] })),
		describe,
		list: async () => (await call({ name: 'list', given: [] })) as SpooledTake[],
		async remove(takeId) {
			finished.delete(takeId);
			await call({ name: 'remove', given: [takeId] });
		},
		hasRoom: async (bytes) => (await call({ name: 'hasRoom', given: [bytes] })) as boolean,
		close: () => worker.terminate()
	};
}

/** Null when another page has removed it meanwhile. */
async function mediaOf(takes: FileSystemDirectoryHandle, takeId: string): Promise<File | null> {
	try {
		return await (await takes.getFileHandle(`${takeId}.media`)).getFile();
	} catch (error) {
		if (error instanceof DOMException && error.name === 'NotFoundError') return null;
		throw error;
	}
}

const asType = ({ mimeType }: SpooledTake) => ({ type: mimeType });

/** Some browsers have the file system and refuse to write: then it must be known before the first take. */
async function probe(ask: (question: SpoolCall) => Promise<unknown>): Promise<void> {
	const takeId = `probe-${crypto.randomUUID()}`;
	const nothing = { sessionId: '', answerId: '', question: '', mimeType: '', recordedAtMs: 0 };
	try {
		await ask({ name: 'open', given: [{ takeId, ...nothing }] });
	} finally {
		await ask({ name: 'remove', given: [takeId] });
	}
}

async function tooLate(): Promise<never> {
	await new Promise((done) => setTimeout(done, OPENING_MS));
	throw new Error('the file system did not open in time');
}

/** Questions to a worker, each with its answer. */
function askWorker(worker: Worker) {
	const waiting = new Map<
		number,
		{ done(value: unknown): void; fail(error: Error): void; name: string }
	>();
	let lastId = 0;
	worker.addEventListener('message', ({ data }: MessageEvent<SpoolReply>) => {
		const asked = waiting.get(data.id);
		waiting.delete(data.id);
		if ('ok' in data) asked?.done(data.ok);
		else asked?.fail(data.isFull ? new SpoolFull() : new Error(`${asked.name}: ${data.failed}`));
	});
	worker.addEventListener('error', (event) => {
		event.preventDefault();
		for (const { fail } of waiting.values()) fail(new Error('the worker of the spool ended'));
		waiting.clear();
	});
	return (question: SpoolCall | { name: 'begin'; given: [string] }) =>
		new Promise<unknown>((done, fail) => {
			lastId += 1;
			waiting.set(lastId, { done, fail, name: question.name });
			worker.postMessage({ id: lastId, ...question });
		});
}
