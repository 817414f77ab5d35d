/** Memory of a browser's processes, from /proc: what is resident and shared with nobody is counted once. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Memory {
	/** Bytes of the processes that run pages. */
	renderers: number;
	/** Bytes of all processes. */
	whole: number;
}

/** @param group the process group of the browser. Zeros where there is no /proc. */
export function memoryOf(group: number): Memory {
	const memory = { renderers: 0, whole: 0 };
	for (const pid of processes()) {
		const stat = read(`/proc/${pid}/stat`);
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		if (Number(fields[2]) !== group) continue;
		const bytes = residentBytes(pid);
		memory.whole += bytes;
		if (read(`/proc/${pid}/cmdline`).includes('--type=renderer')) memory.renderers += bytes;
	}
	return memory;
}

function processes(): string[] {
	try {
		return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	} catch {
		return [];
	}
}

/** Anonymous memory only: files that are mapped are not the page's. */
function residentBytes(pid: string): number {
	const [, kilobytes = '0'] = /RssAnon:\s+(\d+)/.exec(read(`/proc/${pid}/status`)) ?? [];
	return Number(kilobytes) * 1024;
}

function read(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		// the process has ended
		return '';
	}
}
