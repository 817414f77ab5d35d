import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isModel, modelPathIn, openModel } from '../src/lib/gaze/model-file.server.ts';
import { MODEL } from '../src/lib/gaze/model-file.ts';
import { installModel, WELL_KNOWN_FOLDERS } from './vision-model.ts';

const DAMAGED = Buffer.alloc(MODEL.bytes, 7);
const REAL = WELL_KNOWN_FOLDERS.map((folder) => join(folder, MODEL.name)).find(existsSync);

let folder: string;
let server: Server;
let asked: number;
let said: string[];
let answer: (() => { status: number; body: Buffer }) | 'never';

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'vision-model-'));
	asked = 0;
	said = [];
	answer = () => ({ status: 404, body: Buffer.from('') });
	server = createServer((_, response) => {
		asked++;
		if (answer === 'never') return;
		const { status, body } = answer();
		response.writeHead(status).end(body);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterEach(async () => {
	server.closeAllConnections();
	server.close();
	await rm(folder, { recursive: true });
});

const install = (environment: Record<string, string> = {}, beside: string[] = []) =>
	installModel(
		{ DATA_DIR: folder, ...environment },
		{
			beside,
			publishedAt: `http://127.0.0.1:${(server.address() as AddressInfo).port}/model`,
			answerMs: 300,
			say: (line) => said.push(line)
		}
	);
const isKept = () => existsSync(modelPathIn(folder));

describe('the vision model before the server starts', () => {
	it('is never asked for when VISION_MODEL names it', async () => {
		await install({ VISION_MODEL: join(folder, 'mine.task') });
		expect(asked).toBe(0);
		expect(said).toEqual([]);
	});

	it('keeps nothing that is damaged, from a folder or from its address, and says so in a line', async () => {
		await writeFile(join(folder, MODEL.name), DAMAGED);
		answer = () => ({ status: 200, body: DAMAGED });
		await install({}, [folder]);
		expect(asked).toBe(1);
		expect(isKept()).toBe(false);
		expect(said).toEqual([expect.stringMatching(/Eye contact will not be available.*damaged/)]);
	});

	it('says what its address answered', async () => {
		await install();
		expect(said).toEqual([expect.stringMatching(/answered 404/)]);
	});

	it('gives up on an address that never answers', async () => {
		answer = 'never';
		await install();
		expect(said).toEqual([expect.stringMatching(/could not be reached/)]);
		expect(isKept()).toBe(false);
	});

	it('leaves mistakes in the settings to the server', async () => {
		await expect(install({ PORT: 'none' })).resolves.toBeUndefined();
		expect(asked).toBe(0);
	});

	it.skipIf(!REAL)('copies a good one from a folder, once, and needs no network', async () => {
		const beside = join(folder, 'models');
		await mkdir(beside);
		await writeFile(join(beside, MODEL.name), await readFile(REAL!));
		await install({}, [beside]);
		await rm(beside, { recursive: true });
		await install({}, [beside]);
		expect(asked).toBe(0);
		expect(said).toEqual([]);
		expect((await openModel(folder, undefined)).bytes?.length).toBe(MODEL.bytes);
	});

	it.skipIf(!REAL)(
		'fetches it where there is none, and again when the kept one is damaged',
		async () => {
			const body = await readFile(REAL!);
			answer = () => ({ status: 200, body });
			await install();
			await writeFile(modelPathIn(folder), DAMAGED);
			expect(await openModel(folder, undefined)).toMatchObject({ bytes: null, reason: 'damaged' });
			await install();
			expect(asked).toBe(2);
			expect(isModel(await readFile(modelPathIn(folder)))).toBe(true);
		}
	);
});

describe('the vision model of a server', () => {
	it('is missing or damaged, and what VISION_MODEL names is never replaced by another copy', async () => {
		expect(await openModel(folder, undefined)).toMatchObject({ bytes: null, reason: 'missing' });
		const given = join(folder, 'given.task');
		await writeFile(given, DAMAGED);
		expect(await openModel(folder, given)).toEqual({ path: given, bytes: null, reason: 'damaged' });
		await writeFile(given, 'short');
		expect(await openModel(folder, given)).toMatchObject({ bytes: null, reason: 'damaged' });
	});
});
