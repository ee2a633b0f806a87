import { refuse, type Refusal } from '#event-sourcing';
import type { Procedure, ProcedureRegistry } from '#procedures';
import type { ProcedureRef } from '../state.ts';

/** D13: what the file says now, kept with the case that is opened under it. */
export const openedUnder = (
  { id, version }: ProcedureRef,
  { contentHash }: Pick<Procedure, 'contentHash'>,
): ProcedureRef => ({ id, version, ...(contentHash !== undefined && { rules: contentHash }) });

/** D13: a case goes on under the rules that it was opened under, or not at all. */
export const rulesChanged = (
  { id, version, rules }: ProcedureRef,
  { contentHash }: Pick<Procedure, 'contentHash'>,
): Refusal | undefined =>
  rules === undefined || contentHash === undefined || rules === contentHash
    ? undefined
    : refuse(
        'D13',
        'rules-changed',
        `The file of ${id} version ${String(version)} says something else than when this case was opened.`,
        {
          remedy: `Put the file back as it was, and give what it says now the next version.`,
          details: { procedure: id, version, openedUnder: rules, now: contentHash },
        },
      );

/** D13: the version that the case was opened under, or is to be, is not there. */
export function unknownProcedure(ref: ProcedureRef, procedures: ProcedureRegistry): Refusal {
  const newest = procedures.get(ref.id);
  const known = newest === undefined ? {} : { newestVersion: newest.version };
  return refuse(
    'D13',
    'unknown-procedure',
    `There is no procedure ${ref.id} in version ${String(ref.version)}.`,
    {
      remedy:
        newest === undefined
          ? 'Choose one of the loaded procedures.'
          : `Use version ${String(newest.version)}, or install the file of version ${String(ref.version)}.`,
      details: { procedure: ref.id, version: ref.version, ...known },
    },
  );
}
