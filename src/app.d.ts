import type { App as VivavoceApp } from './app.server.ts';
import type { FaultCode } from './lib/platform/errors.ts';
import type { Person } from './lib/account/owner.ts';

declare global {
	namespace App {
		interface Locals {
			app: VivavoceApp;
			person: Person | null;
			requestId: string;
		}
		interface Error {
			code?: FaultCode;
			message: string;
			/** Set for a fault of ours: what to tell the operator. */
			id?: string;
		}
	}
}

export {};
