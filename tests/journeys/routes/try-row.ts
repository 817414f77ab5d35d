/** Tries one row of the table by everybody. */
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Row, Visitor } from './row.ts';
import { SECRET } from './sent.ts';
import type { Things } from './things.ts';

interface Answer {
	status: number;
	body: string;
}

const NOTHING = 404;
const IDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The same things, none of which exists. */
export function inventedLike({ recording, ...things }: Things): Things {
	const invented = JSON.stringify(things).replace(IDS, () => randomUUID());
	return { ...(JSON.parse(invented) as Omit<Things, 'recording'>), recording };
}

/** Who may not comes first, so that nobody is refused only because it is gone already. */
export async function tryRow(
	row: Row,
	visitors: readonly Visitor[],
	things: Things,
	origin: string
): Promise<void> {
	const isRefused = ({ role }: Visitor) => row.may[role] === undefined;
	const inTurn = [...visitors].sort((a, b) => Number(isRefused(b)) - Number(isRefused(a)));
	const shown = row.shows?.(things);
	for (const by of inTurn) {
		const who = `${row.act} ${row.route}${row.how ? ` (${row.how})` : ''} by ${by.role}`;
		const { status, body } = await ask(row, by, things, origin);
		const wanted = row.may[by.role] ?? row.refused ?? NOTHING;
		expect.soft(status, `${who}: ${body.slice(0, 300)}`).toBe(wanted);
		if (by.role !== 'owner') expect.soft(body, who).not.toContain(SECRET);
		if (shown !== undefined) {
			const sees = (row.seenBy ?? ['owner']).includes(by.role);
			expect.soft(body.includes(shown), `${who}: sees "${shown}"`).toBe(sees);
		}
		if (!isRefused(by) || row.isChosen) continue;
		const invented = await ask(row, by, inventedLike(things), origin);
		expect.soft(invented.status, `${who}, of what does not exist`).toBe(wanted);
		expect.soft(plain(body), `${who}, looks like what does not exist`).toBe(plain(invented.body));
	}
}

/** Of a page its heading: the rest names the visitor, and a nonce that is never the same. */
function plain(body: string): string {
	return (/<h1[^>]*>[\s\S]*?<\/h1>/.exec(body)?.[0] ?? body).replace(IDS, '#');
}

async function ask(row: Row, by: Visitor, things: Things, origin: string): Promise<Answer> {
	const path = pathOf(row, by, things);
	const request = await by.request();
	const { headers, ...sent } = row.sends?.(things, by) ?? {};
	const accept =
		row.act === 'page' ? 'text/html' : row.streams ? 'text/event-stream' : 'application/json';
	if (row.streams) {
		const { cookies } = await request.storageState();
		const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
		return begin(`${origin}${path}`, { accept, cookie });
	}
	const isAction = row.act.startsWith('?/');
	const method = isAction ? 'POST' : row.act === 'page' ? 'GET' : row.act;
	const answer = await request.fetch(path, {
		...{ method, headers: { accept, ...headers }, maxRedirects: 0 },
		...sent
	});
	const body = await answer.text();
	if (!isAction) return { status: answer.status(), body };
	// an action answers 200 and says in the body what it means
	const { status } = JSON.parse(body) as { status?: number };
	return { status: status ?? answer.status(), body };
}

function pathOf({ route, act, params, query }: Row, by: Visitor, things: Things): string {
	const known: Record<string, unknown> = { ...things, token: by.key, ...params?.(things, by) };
	const fill = (name: string) => {
		const value = known[name];
		if (typeof value !== 'string') throw new Error(`${act} ${route} needs "${name}"`);
		return value;
	};
	const path = route
		.replace(/\/\[\.\.\.(\w+)\]/g, (_, name: string) => fill(name))
		.replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(fill(name)));
	const action = act.startsWith('?/') && act !== '?/default' ? act : '';
	const asked = query?.(things, by) ?? '';
	return path + (action ? action + asked.replace('?', '&') : asked);
}

/** How a stream begins; it is left at once. */
async function begin(url: string, headers: Record<string, string>): Promise<Answer> {
	const leave = new AbortController();
	const answer = await fetch(url, { headers, signal: leave.signal });
	const body = answer.ok ? '' : await answer.text();
	leave.abort();
	return { status: answer.status, body };
}
