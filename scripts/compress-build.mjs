/**
 * Puts a gzip and a brotli copy beside every file of the built client, which the server then prefers. The adapter can do
 * this too, but only at the highest quality, which takes minutes for the programs that follow eyes and speech.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const SUFFIXES = /\.(js|mjs|css|html|json|svg|wasm|onnx|txt|xml|webmanifest)$/;
/** Above this the highest quality takes too long, in bytes. */
const LARGE_BYTES = 1_000_000;

/** @param {string} folder a folder of the build; one that is not there has nothing to compress */
export async function compressBuild(folder) {
	if (!existsSync(folder)) return;
	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && SUFFIXES.test(entry.name))
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
	await Promise.all(files.map(compress));
}

/** @param {string} file */
async function compress(file) {
	const bytes = readFileSync(file);
	const quality = bytes.length > LARGE_BYTES ? 5 : 11;
	const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
	writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
	writeFileSync(`${file}.gz`, await promisify(gzip)(bytes));
}
