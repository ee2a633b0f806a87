import { refuse, type Refusal } from '#event-sourcing';
import { aboutThemselves, sameCase, type CaseContext } from '../context.ts';
import { isOver } from '../stage-policy.ts';
import type { CaseRecord } from '../state.ts';

/** Numbers of cases are compared and kept in capitals, as they are printed. */
export const caseNumber = (written: string): string => written.trim().toUpperCase();

/** LIF-2: a case that is named has to be there, and to be another one; nobody learns of one about themselves (INV-4). */
export function noOtherCase(number: string, context: CaseContext): Refusal | undefined {
  const same = sameCase(number, context);
  if (same) return same;
  const { other } = context;
  if (other === undefined || other.status === 'none') return caseNotFound(number);
  return other.status === 'logged' && aboutThemselves(other, context) ? caseNotFound(number) : undefined;
}

const caseNotFound = (number: string): Refusal =>
  refuse('LIF-2', 'other-case-not-found', `There is no case ${caseNumber(number)}.`, {
    remedy: 'Check the number of the other case.',
  });

/** LIF-2: who takes a case over has to work on the matter, under the same procedure, and not to be given away itself. */
export function cannotTakeOver(
  other: CaseContext['other'],
  state: Pick<CaseRecord, 'procedure'>,
): Refusal | undefined {
  if (other?.status !== 'logged')
    return refuse(
      'LIF-2',
      'other-case-not-logged',
      'Nobody has logged the complaint of the other case yet.',
      {
        remedy: 'Call back and log it first, or merge the other way round.',
      },
    );
  if (other.procedure.id !== state.procedure.id)
    return refuse('LIF-2', 'other-procedure', `The other case is handled under "${other.procedure.id}".`, {
      remedy: 'Link the two cases.',
    });
  if (other.merging !== undefined)
    return refuse(
      'LIF-2',
      'other-case-merging',
      `The other case is being merged into ${other.merging.into}.`,
      {
        remedy: 'Merge into that one.',
        details: { into: other.merging.into },
      },
    );
  if (isOver(other)) return overAlready(other);
  return undefined;
}

const overAlready = ({ stage, mergedInto }: CaseRecord): Refusal =>
  refuse('LIF-2', 'other-case-over', `The other case is ${stage}.`, {
    remedy: mergedInto === undefined ? 'Reopen it first, or link the two.' : `Merge into ${mergedInto}.`,
    details: { stage, ...(mergedInto !== undefined && { into: mergedInto }) },
  });
