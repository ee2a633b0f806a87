import { refuse, type Refusal } from '#event-sourcing';
import type { Procedure, ProcedureRegistry } from '#procedures';
import type { ProcedureRef } from '../state.ts';

/** D13: which version it was and what it said, kept with the case that is opened under it. */
export const openedUnder = ({
  id,
  version,
  contentHash,
}: Pick<Procedure, 'id' | 'version' | 'contentHash'>): ProcedureRef => ({
  id,
  version,
  ...(contentHash !== undefined && { rules: contentHash }),
});

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
        `Version ${String(version)} of ${id} says something else than when this case was opened.`,
        {
          remedy: `Put the file back as it was, and give what it says now the next version.`,
          details: { procedure: id, version, openedUnder: rules, now: contentHash },
        },
      );

/** D13: the version that the case was opened under, or is to be, is not there. */
export function unknownProcedure(
  ref: { readonly id: string; readonly version?: number },
  procedures: Pick<ProcedureRegistry, 'get'>,
): Refusal {
  const { id, version } = ref;
  const newest = procedures.get(id);
  const known = newest === undefined ? {} : { newestVersion: newest.version };
  return refuse(
    'D13',
    'unknown-procedure',
    version === undefined
      ? `There is no procedure ${id}.`
      : `There is no procedure ${id} in version ${String(version)}.`,
    {
      remedy:
        newest === undefined
          ? 'Choose one of the procedures that there are.'
          : `Leave the version out, or have version ${String(version)} installed.`,
      details: { procedure: id, ...(version !== undefined && { version }), ...known },
    },
  );
}
