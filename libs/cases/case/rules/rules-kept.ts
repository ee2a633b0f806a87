import { refuse, type Refusal } from '#event-sourcing';
import type { Procedure } from '#procedures';
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
