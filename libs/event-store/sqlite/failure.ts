import { EventStoreUnavailable } from '#event-sourcing';

/** Primary result codes of SQLite (sqlite.org/rescode.html) that an operator can do something about. */
const REMEDIES: Readonly<Record<number, string>> = {
  5: 'is locked by another process: end what holds it (a backup, an sqlite3 shell) and try again',
  6: 'is locked by another process: end what holds it (a backup, an sqlite3 shell) and try again',
  8: "cannot be written: give the service's user write permission on the file and its folder, on a writable disk",
  10: 'could not be read or written because of a disk error: check the disk and the system log before going on',
  11: 'is damaged: stop the service, keep a copy of the file for examination and restore the last good backup',
  13: 'has no room to grow, the disk is full: free space or move the data folder to a larger disk',
  14: "cannot be opened: check that its folder exists and that the service's user may read and write there",
  26: 'is not an SQLite database or is damaged: check the configured path, or restore the last good backup',
};

const UNIQUE_VIOLATION = 2067;

const codeOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : undefined;

export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === UNIQUE_VIOLATION;

/** The file stays locked by another process after the busy timeout. */
export const isBusy = (error: unknown): boolean => ((codeOf(error) ?? 0) & 0xff) === 5;

/** SQLite's failures as a sentence for the operator; anything else is a bug and stays as it is. */
export function asUnavailable(file: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const reason = (error as { readonly message: string }).message;
  const remedy = REMEDIES[code & 0xff] ?? 'failed: see the reason';
  return new EventStoreUnavailable(`Event store ${file} ${remedy} (SQLite ${code}: ${reason}).`, {
    cause: error,
  });
}
