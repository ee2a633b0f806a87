import { localDate } from '#procedures';
import { isComplaint, type ConductState } from '../record/state.ts';
import { withSearched, type ConductDocument } from './conduct.projection.ts';
import type { ConductQueryPorts } from './reading.ts';

/** CON-4: without what is forgotten by today, and what was said about it. Nobody reads that any more. */
export function remembered(
  document: ConductDocument,
  { procedures, now }: Pick<ConductQueryPorts, 'procedures' | 'now'>,
): ConductDocument {
  const today = localDate(procedures.get(document.procedure)?.timeZone ?? 'UTC', now());
  const isKept = ({ forgottenOn }: { readonly forgottenOn?: string }): boolean =>
    forgottenOn === undefined || today < forgottenOn;
  const entries = document.entries.filter(isKept);
  const kept = new Set(entries.map(({ entry }) => entry));
  // What nobody has decided on goes with what it was for.
  const proposals = document.proposals.filter((each) =>
    each.forgottenOn === undefined ? each.basis.every((entry) => kept.has(entry)) : isKept(each),
  );
  const against = new Set([...kept, ...proposals.map(({ proposal }) => proposal)]);
  const appeals = document.appeals.filter((each) => against.has(each.against));
  return { ...document, ...withSearched({ entries, proposals, appeals }) };
}

/** Of what is remembered. */
export const complaintsIn = ({ entries }: ConductState) =>
  entries.filter((each) => isComplaint(each) && each.status === 'standing');

export const stepsIn = ({ proposals }: ConductState) =>
  proposals.filter(({ status }) => status === 'imposed');
