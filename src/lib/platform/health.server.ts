import type { Runtime } from './runtime.server.ts';

/** What `/healthz` says: `ok` only when the database and the media store both answer within 3 s. */
export interface Health {
	status: 'ok' | 'unavailable';
	database: 'ok' | 'unavailable';
	media: 'ok' | 'unavailable';
}

const PATIENCE_MS = 3000;

export async function checkHealth({
	database,
	media
}: Pick<Runtime, 'database' | 'media'>): Promise<Health> {
	const [databaseState, mediaState] = await Promise.all([
		answers(database.ping()),
		answers(media.check())
	]);
	const status = databaseState === 'ok' && mediaState === 'ok' ? 'ok' : 'unavailable';
	return { status, database: databaseState, media: mediaState };
}

async function answers(probe: Promise<void>): Promise<'ok' | 'unavailable'> {
	let timer: NodeJS.Timeout | undefined;
	const tooLate = new Promise<'unavailable'>((done) => {
		timer = setTimeout(() => done('unavailable'), PATIENCE_MS);
	});
	const result = await Promise.race([
		probe.then(
			() => 'ok' as const,
			() => 'unavailable' as const
		),
		tooLate
	]);
	clearTimeout(timer);
	return result;
}
