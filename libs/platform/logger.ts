import type { DestinationStream } from 'pino';
import { caseEventSchemas } from '#cases';
import type { LogLevel } from './config.ts';

/** One message with facts beside it. Ids, types, positions and counts belong in a log; what people said does not. */
export interface Logger {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

const SECRETS = [
  'authorization',
  'cookie',
  'set-cookie',
  'token',
  'password',
  'secret',
  'complainant',
  'respondent',
];
const HIDDEN = '[hidden]';
const DEEPEST = 6;

/** JSON lines on standard error, so that standard output stays free for results. Personal fields never appear (PRI-1). */
export async function createLogger(level: LogLevel, destination?: DestinationStream): Promise<Logger> {
  const { pino } = await import('pino');
  const to = destination ?? pino.destination({ dest: 2, sync: true });
  const at = (lowest: LogLevel): Logger =>
    pino(
      {
        level: lowest,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: {
          level: (label) => ({ level: label }),
          log: (facts) => hideIn(facts, 0) as Record<string, unknown>,
        },
      },
      to,
    );
  const [log, audit] = [at(level), at('info')];
  return {
    debug: log.debug.bind(log),
    // What administrators did is told at every level.
    info: (facts, message) => {
      ('audit' in facts ? audit : log).info(facts, message);
    },
    warn: log.warn.bind(log),
    error: log.error.bind(log),
  };
}

/** For tests and for callers that do not want a log. */
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {
  // says nothing
}

/** The event schemas say which fields are personal; the log follows them, whatever they are called next year. */
const hiddenKeys: ReadonlySet<string> = new Set([...SECRETS, ...personalKeys(caseEventSchemas, '')]);

function personalKeys(schema: unknown, key: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if ('x-personal' in schema) return [key];
  return Object.entries(schema).flatMap(([name, part]) => personalKeys(part, name));
}

function hideIn(value: unknown, depth: number): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Error) return errorIn(value, depth);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= DEEPEST) return HIDDEN;
  if (Array.isArray(value)) return value.map((item) => hideIn(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      hiddenKeys.has(key.toLowerCase()) || hiddenKeys.has(key) ? HIDDEN : hideIn(part, depth + 1),
    ]),
  );
}

/** Of an error what tells where it came from. Its other fields may hold anything: a driver's, a whole document. */
function errorIn(error: Error, depth: number): object {
  const { name, message, stack, cause } = error;
  const code = 'code' in error && ['string', 'number'].includes(typeof error.code) ? error.code : undefined;
  return {
    type: name,
    message,
    ...(code !== undefined && { code }),
    stack,
    ...(cause instanceof Error && depth < DEEPEST && { cause: errorIn(cause, depth + 1) }),
  };
}
