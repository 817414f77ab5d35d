/**
 * From the text of a YAML file to a checked value, every mistake with its file and line.
 */
import * as v from 'valibot';
import { LineCounter, parseDocument, type Document } from 'yaml';

/** One mistake in a file of the bank; `line` counts from 1. */
export interface FileFault {
	file: string;
	line: number;
	message: string;
}

export type Parsed<T> =
	| { ok: true; value: T; lineOf: (path: readonly PropertyKey[]) => number }
	| { ok: false; faults: FileFault[] };

/**
 * Reads `text` as one YAML document and checks it against `schema`.
 * Never throws: mistakes of YAML and of the schema come back as faults, in the order of their lines.
 * @param kept what this very text was read as before: then YAML is parsed only if somebody asks for a line
 */
export function parseYaml<const S extends v.GenericSchema>(
	text: string,
	file: string,
	schema: S,
	kept?: unknown
): Parsed<v.InferOutput<S>> {
	const known = kept === undefined ? null : v.safeParse(schema, kept);
	if (known?.success) {
		let read: WithLines | undefined;
		const lineOf = (path: readonly PropertyKey[]) => lineOfPath((read ??= readLines(text)), path);
		return { ok: true, value: known.output, lineOf };
	}
	const read = readLines(text);
	const { document, lines } = read;
	if (document.errors.length > 0) {
		const faults = document.errors.map((error) => ({
			file,
			line: lines.linePos(error.pos[0]).line,
			message: error.message.split(' at line ')[0] ?? error.message
		}));
		return { ok: false, faults };
	}
	const lineOf = (path: readonly PropertyKey[]) => lineOfPath(read, path);
	const result = v.safeParse(schema, document.toJS() as unknown);
	if (result.success) return { ok: true, value: result.output, lineOf };
	const faults = result.issues.map((issue) => {
		const path = (issue.path ?? []).map((step) => step.key as PropertyKey);
		return { file, line: lineOf(path), message: `${path.join('.') || 'file'}: ${issue.message}` };
	});
	return { ok: false, faults: faults.sort((a, b) => a.line - b.line) };
}

/** A YAML document that still knows where everything was. */
export interface WithLines {
	document: Document;
	lines: LineCounter;
}

/** Reads one YAML document; what is wrong with it is in `document.errors`. */
export function readLines(text: string): WithLines {
	const lines = new LineCounter();
	return { document: parseDocument(text, { lineCounter: lines, uniqueKeys: true }), lines };
}

/** The line of the deepest node of `path` that is there; 1 for an empty document. */
export function lineOfPath({ document, lines }: WithLines, path: readonly PropertyKey[]): number {
	for (let depth = path.length; depth >= 0; depth--) {
		const node = document.getIn(path.slice(0, depth), true);
		const range = (node as { range?: [number, number, number] } | undefined)?.range;
		if (range) return lines.linePos(range[0]).line;
	}
	return 1;
}
