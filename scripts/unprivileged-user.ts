import { readFileSync } from 'node:fs';

export interface RunAs {
	uid: number;
	gid: number;
}

/** Who runs PostgreSQL, which refuses to be root: for root the user `postgres` or `nobody`; else null, the same user. */
export function unprivilegedUser(): RunAs | null {
	if (process.getuid?.() !== 0) return null;
	const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
	for (const name of ['postgres', 'nobody']) {
		const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
		if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
	}
	return { uid: 65534, gid: 65534 };
}
