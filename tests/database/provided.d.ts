import 'vitest';

declare module 'vitest' {
	interface ProvidedContext {
		/** PGlite: a folder with a migrated database to copy. PostgreSQL: a server to make databases on. */
		database: { engine: 'pglite'; template: string } | { engine: 'postgres'; server: string };
	}
}
