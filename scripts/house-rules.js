/**
 * The rules of the house that lint enforces: who may import whom, which file touches which world, how files are called.
 * src/README.md explains them; tests/house plants violations of each.
 */

/** From left to right; a room may import its own tier and the tiers before it. */
const TIERS = [
	['platform', 'design'],
	['account', 'question-bank', 'rubric'],
	['interview', 'recording', 'gaze', 'pacing'],
	['upload'],
	['green-room'],
	['practice'],
	['sharing'],
	['review'],
	['progress']
];
/** These never import each other; they meet in green-room/, in practice/ or in a route. */
const STRANGERS = ['recording', 'gaze', 'pacing'];
export const ROOMS = TIERS.flat();
const ORDER = TIERS.map((tier) => tier.join(', ')).join(' | ');

/** Where the plugin finds rooms and the kinds of files. A file has every category whose pattern it fits. */
export const settings = {
	'boundaries/elements': [
		{ type: 'room', pattern: 'src/lib/*', capture: ['room'], partialMatch: false },
		{ type: 'routes', pattern: 'src/routes', partialMatch: false },
		{ type: 'app', pattern: 'src', partialMatch: false },
		{ type: 'tests', pattern: 'tests', partialMatch: false },
		{ type: 'scripts', pattern: 'scripts', partialMatch: false }
	],
	'boundaries/files': [
		{ category: 'test', pattern: ['**/*.test.ts', '**/*.contract.ts'] },
		{ category: 'pure', pattern: 'src/lib/**/+([^.]).ts' },
		{
			category: 'browser',
			pattern: ['**/*.browser.ts', '**/*.worker.ts', '**/*.svelte.ts', '**/*.svelte']
		},
		{ category: 'server', pattern: '**/*.server.ts' },
		{ category: 'schema', pattern: '**/schema.server.ts' },
		{ category: 'database', pattern: 'src/lib/**/{schema,queries,commands}.server.ts' },
		{ category: 'database', pattern: 'src/lib/platform/db.server.ts' },
		// better-auth keeps the accounts through its own drizzle adapter.
		{ category: 'database', pattern: 'src/lib/account/accounts.server.ts' }
	],
	'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export'],
	'boundaries/legacy-templates': false
};

/** @param {string} name */
const room = (name) => ({ element: { type: 'room', captured: { room: name } } });
/** @param {string} category */
const file = (category) => ({ file: { categories: category } });

const roomOrder = ROOMS.map((name) => {
	const tier = TIERS.findIndex((rooms) => rooms.includes(name));
	const right = TIERS.slice(tier + 1).flat();
	return {
		from: room(name),
		disallow: [
			{ to: room(`{${['', ...right].join(',')}}`) },
			{ to: { element: { type: '{routes,app}' } } }
		],
		message:
			`${name} may not import {{to.element.path}}: imports go leftward only (${ORDER} | routes). ` +
			'Let a route or src/app.server.ts pass in what it needs.'
	};
});

const strangers = STRANGERS.map((name) => ({
	from: room(name),
	disallow: STRANGERS.filter((other) => other !== name).map((other) => ({ to: room(other) })),
	message: `${name} may not import {{to.element.captured.room}}: recording, gaze and pacing never know each other. They meet in green-room/, in practice/ or in a route.`
}));

/** Every import is allowed but these; the last policy that fits decides. */
const policies = [
	...roomOrder,
	...strangers,
	{
		from: file('pure'),
		disallow: [
			{ to: file('{server,browser}') },
			{
				dependency: {
					source: [
						'node:*',
						'node:*/*',
						'$app/*',
						'$app/*/*',
						'$env/*',
						'$env/*/*',
						'svelte',
						'svelte/*'
					]
				}
			}
		],
		message:
			'A pure file (x.ts) may not import {{dependency.source}}: it knows no DOM, Node, Svelte or database. ' +
			'Take what it needs as an argument, or give the file the suffix of its world (.server, .browser, .svelte).'
	},
	{
		from: file('browser'),
		disallow: [{ to: file('server') }],
		message:
			'{{dependency.source}} belongs to the server and would end up in the browser. ' +
			'Let a load function or an endpoint hand over what is needed; move shared types into a pure file.'
	},
	{
		from: { file: { categories: { noneOf: ['database'] } } },
		disallow: [
			{
				dependency: {
					source: [
						'drizzle-orm',
						'drizzle-orm/*',
						'drizzle-orm/*/*',
						'postgres',
						'@electric-sql/pglite'
					]
				}
			},
			{ to: file('schema') }
		],
		message:
			'Only queries.server.ts and commands.server.ts touch the database. Move the query there and call it by name.'
	},
	{
		from: { file: { categories: { anyOf: ['database'], noneOf: ['schema'] } } },
		disallow: [
			{
				to: {
					...file('schema'),
					element: { captured: { room: '!{{from.element.captured.room}}' } }
				}
			}
		],
		message:
			"Only schema.server.ts may import another room's schema. Ask that room's queries or commands for what you need."
	},
	{
		from: [file('test'), { element: { type: '{tests,scripts}' } }],
		allow: [{ dependency: { kind: ['value', 'type', 'typeof'] } }]
	}
];

/** Options of `boundaries/dependencies`: imports within a room and of packages are looked at too. */
export const dependencies = {
	default: 'allow',
	checkAllOrigins: true,
	checkUnknownLocals: true,
	checkInternals: true,
	policies
};

/** Casts that would forge a proof. */
export const forgedOwner = {
	selector:
		':matches(TSAsExpression, TSTypeAssertion) > TSTypeReference > Identifier[name="OwnerId"]',
	message: 'Only account/ makes an OwnerId, from a cookie. Take one as an argument.'
};
export const forgedGrant = {
	selector:
		':matches(TSAsExpression, TSTypeAssertion) > TSTypeReference > Identifier[name=/^(Grant|Granted)$/]',
	message: 'Only sharing/ makes a grant, from a token. Take one as an argument.'
};

const IN_PURE =
	'A pure file has no clock, chance or surroundings of its own: take the value as an argument.';

/** Globals that a pure file may not use. */
export const worldlyGlobals = [
	...[
		'document',
		'window',
		'navigator',
		'location',
		'localStorage',
		'sessionStorage',
		'indexedDB',
		'fetch'
	],
	...[
		'performance',
		'crypto',
		'process',
		'Buffer',
		'setTimeout',
		'setInterval',
		'requestAnimationFrame'
	]
].map((name) => ({ name, message: IN_PURE }));

/** Clock and chance, which a pure file may not use either. */
export const worldlySyntax = [
	'MemberExpression[object.name="Date"][property.name="now"]',
	'NewExpression[callee.name="Date"][arguments.length=0]',
	'MemberExpression[object.name="Math"][property.name="random"]',
	'MemberExpression[object.name=/^(globalThis|window|self)$/]'
].map((selector) => ({ selector, message: IN_PURE }));

const ATTIC = /^(utils?|helpers?|managers?|data|common|misc|shared|index|types)$/;
const SUFFIXES = /^(server|browser|worker|svelte|test|contract)$/;

/**
 * A rule of our own: names of files and folders in src/lib.
 * @type {import('eslint').Rule.RuleModule}
 */
export const names = {
	meta: { type: 'problem', schema: [] },
	create(context) {
		const path = context.filename.replaceAll('\\', '/').split('/src/lib/')[1];
		/** @param {import('eslint').AST.Program} node @param {string} message */
		const report = (node, message) => context.report({ node, message });
		return {
			Program(node) {
				if (!path) return;
				const parts = path.split('/');
				const [stem = '', ...rest] = (parts.pop() ?? '').split('.');
				const attic = [...parts, stem].find((part) => ATTIC.test(part));
				if (attic)
					report(
						node,
						`"${attic}" says nothing. Call it by the word of the domain that it is about.`
					);
				if (rest.at(-1) === 'ts' && !rest.includes('test') && !/^[a-z0-9-]+$/.test(stem)) {
					report(node, `"${stem}" is a file of code: lower-case words joined by hyphens.`);
				}
				const suffix = rest.at(-2);
				if (suffix && !SUFFIXES.test(suffix)) {
					report(
						node,
						`".${suffix}" is no suffix of this house: server, browser, worker, svelte, test, contract.`
					);
				}
			}
		};
	}
};
