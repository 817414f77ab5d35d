import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import * as house from './scripts/house-rules.js';
import svelteConfig from './svelte.config.js';

const PURE = 'src/lib/**/!(*.*).ts';

/**
 * @param {{ selector: string, message: string }[]} syntax
 * @returns {import('eslint').Linter.RulesRecord}
 */
const forbid = (...syntax) => ({ 'no-restricted-syntax': ['error', ...syntax] });

export default defineConfig(
	{
		ignores: [
			'build/',
			'.svelte-kit/',
			'data/',
			'node_modules/',
			'test-results/',
			'playwright-report/'
		]
	},
	js.configs.recommended,
	...ts.configs.strict,
	...svelte.configs.recommended,
	...svelte.configs.prettier,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			'no-undef': 'off', // TypeScript knows better
			eqeqeq: 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
			],
			// `() => undefined` and empty catch blocks say what they mean here
			'@typescript-eslint/no-empty-function': 'off',
			// addresses are plain: the app is always served from the root
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig }
		}
	},
	{
		files: ['src/**/*.ts', 'scripts/**/*.ts', 'tests/**/*.ts'],
		ignores: ['**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname }
		},
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/await-thenable': 'error'
		}
	},
	{
		files: ['src/**/*.ts', 'src/**/*.svelte'],
		plugins: { boundaries, house: { rules: { names: house.names } } },
		settings: {
			...house.settings,
			'import/resolver': { typescript: { alias: { $lib: [`${import.meta.dirname}/src/lib`] } } }
		},
		rules: {
			'boundaries/dependencies': ['error', house.dependencies],
			'house/names': 'error',
			...forbid(house.forgedOwner, house.forgedGrant)
		}
	},
	{ files: ['src/lib/account/**'], rules: forbid(house.forgedGrant) },
	{ files: ['src/lib/sharing/**'], rules: forbid(house.forgedOwner) },
	// deletes what is older than the operator's retention time, for every owner
	{ files: ['src/lib/practice/**/commands.server.ts'], rules: forbid(house.forgedGrant) },
	{
		files: [PURE],
		rules: {
			'no-restricted-globals': ['error', ...house.worldlyGlobals],
			...forbid(house.forgedOwner, house.forgedGrant, ...house.worldlySyntax)
		}
	},
	{
		files: ['**/*.test.ts', '**/*.contract.ts', 'tests/**'],
		rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/no-non-null-assertion': 'off' }
	},
	// Playwright wants the empty pattern to see that a fixture needs no other
	{ files: ['tests/journeys/**'], rules: { 'no-empty-pattern': 'off' } }
);
