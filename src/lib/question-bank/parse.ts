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
 */
export function parseYaml<const S extends v.GenericSchema>(
	text: string,
	file: string,
	schema: S
): Parsed<v.InferOutput<S>> {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
	const lineOf = (path: readonly PropertyKey[]) => lineOfPath(document, lines, path);
	if (document.errors.length > 0) {
		const faults = document.errors.map((error) => ({
			file,
			line: lines.linePos(error.pos[0]).line,
			message: error.message.split(' at line ')[0] ?? error.message
		}));
		return { ok: false, faults };
	}
	const result = v.safeParse(schema, document.toJS() as unknown);
	if (result.success) return { ok: true, value: result.output, lineOf };
	const faults = result.issues.map((issue) => {
		const path = (issue.path ?? []).map((step) => step.key as PropertyKey);
		return { file, line: lineOf(path), message: `${path.join('.') || 'file'}: ${issue.message}` };
	});
	return { ok: false, faults: faults.sort((a, b) => a.line - b.line) };
}

/** The line of the deepest node of `path` that is there; 1 for an empty document. */
function lineOfPath(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
	for (let depth = path.length; depth >= 0; depth--) {
		const node = document.getIn(path.slice(0, depth), true);
		const range = (node as { range?: [number, number, number] } | undefined)?.range;
		if (range) return lines.linePos(range[0]).line;
	}
	return 1;
}
