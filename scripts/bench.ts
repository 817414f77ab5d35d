/** `npm run bench [name] [-- --json FILE]`: measures what tests/bench holds, one after the other. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { drawTable, type Bench, type BenchRow } from './bench-rows.ts';

const FOLDER = new URL('../tests/bench/', import.meta.url);
const ENDING = '.bench.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { json: { type: 'string' } }
});
const known = existsSync(FOLDER)
	? readdirSync(FOLDER)
			.filter((file) => file.endsWith(ENDING))
			.map((file) => file.slice(0, -ENDING.length))
			.sort()
	: [];
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
	const choice = known.length > 0 ? `There are: ${known.join(', ')}.` : 'There is none yet.';
	process.stderr.write(`There is no bench called ${unknown.join(', ')}. ${choice}\n`);
	process.exit(1);
}

const rows: BenchRow[] = [];
for (const name of positionals.length > 0 ? positionals : known) {
	const { default: bench } = (await import(new URL(name + ENDING, FOLDER).href)) as {
		default: Bench;
	};
	rows.push(...(await bench()));
}
process.stdout.write(rows.length > 0 ? `${drawTable(rows)}\n` : 'There is no bench yet.\n');
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, '\t')}\n`);
