/**
 * Structured logs, one JSON line an event. Nothing personal is written: no names, mail addresses, tokens,
 * query strings or bodies; routes appear as their pattern (`/review/[token]`), never as the address asked for.
 */
import { pino, type Logger } from 'pino';

export type Log = Logger;

export const createLog = (level: string): Log =>
	pino({
		level,
		base: null,
		timestamp: pino.stdTimeFunctions.isoTime,
		formatters: { level: (label) => ({ level: label }) }
	});
