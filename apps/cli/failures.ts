import { NothingProven } from '#case-file';
import { InvalidMapping, UnreadableSource } from '#import';
import {
  AppendTooLarge,
  EventStoreUnavailable,
  InvalidCursor,
  LeaseLost,
  QueryRefused,
  ReadModelsUnavailable,
  StreamFault,
} from '#event-sourcing';
import { DataFolderUnusable, InvalidConfiguration, InvalidKeyFile } from '#platform';
import { ForeignReadModels, NotOnRecord, UnknownProjection } from '#engine';
import { InvalidRoster } from '#organisation';
import { InvalidProcedure } from '#procedures';
import { CliFailure, EXIT } from './exit-codes.ts';
import { Unwritten } from './output.ts';

const UNDERSTOOD = [
  CliFailure, InvalidConfiguration, InvalidProcedure, InvalidRoster, InvalidKeyFile, DataFolderUnusable, UnknownProjection,
  EventStoreUnavailable, StreamFault, AppendTooLarge, ReadModelsUnavailable, ForeignReadModels, NotOnRecord, LeaseLost, InvalidCursor, QueryRefused,
  InvalidMapping, UnreadableSource, Unwritten, NothingProven,
] as const; // prettier-ignore

/** What is said of an error that ends the program. */
export function sentenceOf(error: unknown): string {
  if (UNDERSTOOD.some((kind) => error instanceof kind)) return (error as Error).message;
  const reason = error instanceof Error ? error.message : String(error);
  if (isWithoutRights(error))
    return `this user may not read or write there: ${reason}. Run it as the owner of the data folder, or name another one with --data`;
  return `something went wrong: ${reason} (set REDRESS_DEBUG=1 to see where)`;
}

/** What the file system and SQLite say when a folder belongs to somebody else. */
const isWithoutRights = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error &&
    ['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'].includes(String(error.code))) ||
    /readonly database|unable to open database file/.test(error.message));

export function exitCodeOf(error: unknown): number {
  if (error instanceof CliFailure) return error.exitCode;
  // Where the log or the history is not what it was, no other question would have helped.
  if (error instanceof QueryRefused) return error.refusal.rule === 'D15' ? EXIT.refused : EXIT.usage;
  if (error instanceof InvalidConfiguration) return EXIT.usage;
  return error instanceof UnknownProjection ? EXIT.refused : EXIT.failure;
}
