/** Nothing can be asked for that tests/journeys/every-route-by-everyone.spec.ts does not try. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROWS } from '../journeys/routes/rows.ts';

const routes = fileURLToPath(new URL('../../src/routes', import.meta.url));
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback'];

/** What can be asked for, as `act route`: a row names it the same way. */
const there = readdirSync(routes, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
	const path = file.replaceAll('\\', '/');
	const folder = dirname(path);
	const route = folder === '.' ? '/' : `/${folder}`;
	return actsOf(path).map((act) => `${act} ${route}`);
});
const tried = new Set(ROWS.map(({ act, route }) => `${act} ${route}`));

function actsOf(path: string): string[] {
	switch (basename(path)) {
		case '+page.svelte':
			return ['page'];
		case '+server.ts':
			return exportsOf(path).names.filter((name) => METHODS.includes(name));
		case '+page.server.ts':
			return exportsOf(path).actions.map((name) => `?/${name}`);
		default:
			return [];
	}
}

/** The names that a file exports, and those of its form actions. */
function exportsOf(path: string): { names: string[]; actions: string[] } {
	const text = readFileSync(join(routes, path), 'utf8');
	const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
	const names: string[] = [];
	const actions: string[] = [];
	for (const statement of source.statements) {
		if (ts.isExportDeclaration(statement)) {
			const clause = statement.exportClause;
			if (!clause || !ts.isNamedExports(clause)) throw new Error(`${path} exports what it likes`);
			names.push(...clause.elements.map((each) => each.name.text));
			continue;
		}
		const isExported =
			ts.canHaveModifiers(statement) &&
			ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
		if (!isExported) continue;
		if (ts.isFunctionDeclaration(statement) && statement.name) names.push(statement.name.text);
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			if (!ts.isIdentifier(name)) throw new Error(`${path} exports a pattern`);
			names.push(name.text);
			if (name.text === 'actions') actions.push(...keysOf(initializer, path));
		}
	}
	return { names, actions };
}

function keysOf(value: ts.Expression | undefined, path: string): string[] {
	if (value && (ts.isSatisfiesExpression(value) || ts.isAsExpression(value))) {
		return keysOf(value.expression, path);
	}
	if (!value || !ts.isObjectLiteralExpression(value)) throw new Error(`${path}: no plain actions`);
	return value.properties.map(({ name }) => {
		if (!name || !ts.isIdentifier(name)) throw new Error(`${path}: an action without a plain name`);
		return name.text;
	});
}

describe('the table of routes', () => {
	it('has a row for every method, page and form action', () => {
		expect(there.filter((each) => !tried.has(each))).toEqual([]);
	});

	it('has no row for what is not there', () => {
		expect([...tried].filter((each) => !there.includes(each))).toEqual([]);
	});

	it('is looked for where routes are', () => {
		expect(there).toContain('GET /healthz');
		expect(there).toContain('HEAD /api/takes/[take]/media');
		expect(there).toContain('?/signUp /account');
		expect(there).toContain('page /review/[token]');
	});
});
