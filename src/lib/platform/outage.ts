/** Tells that the database is away from every other fault, because that passes by itself. */

/**
 * Codes of lost connections.
 * @source postgres.js "Error handling"; PostgreSQL Appendix A, class 57 (operator intervention); Node's system errors
 */
const CODES =
	/^(CONNECTION_\w+|CONNECT_TIMEOUT|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|57P0[1-3]|08\w{3}|53300)$/;

/** Was the database out of reach? Looks through wrapped errors. */
export function isOutage(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const { code, syscall } = error as { code?: unknown; syscall?: unknown };
	if (typeof code === 'string' && error.name !== 'Fault' && CODES.test(code)) {
		// a socket of the database that is not there, and not a file; the database's connection, and not the browser's
		return code === 'ENOENT' ? syscall === 'connect' : error.message !== 'aborted';
	}
	return isOutage(error.cause);
}
