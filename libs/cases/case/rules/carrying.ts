import { openPromises } from '../clock-facts.ts';
import type { CaseContext } from '../context.ts';
import type { Complainant } from '../events/intake.ts';
import type { Carried } from '../events/merging.ts';
import { totalOf, type Sum } from '../remedies/remedy.ts';
import type { CaseRecord, TakenOver } from '../state.ts';
import { regulatorsOwed } from './regulators.ts';

/** What a case leaves to the one that it is merged into: its own, then what it had taken over (LIF-2). */
export function carriedBy(state: CaseRecord, context: CaseContext): readonly Carried[] {
  const other = context.other?.status === 'logged' ? context.other : undefined;
  // By what somebody wrote in later nobody is taken for somebody else, who would then never hear (OUT-1).
  const known = (other?.contactCorrected ?? state.contactCorrected) ? undefined : other?.complainant;
  return [ownOf(state, known, context), ...state.takenOver.map(takenOverOf)];
}

function ownOf(state: CaseRecord, other: Complainant | undefined, context: CaseContext): Carried {
  const { channel, complainant, severity, flags } = state;
  const total = ownTotal(state);
  const [regulator] = regulatorsOwed(state);
  return {
    ...{ case: context.caseId ?? '', channel, flags: [...flags], told: false },
    complainant: {
      ...{ kind: complainant.kind, anonymous: complainant.anonymous },
      same: other !== undefined && isSameComplainant(complainant, other),
    },
    ...(regulator !== undefined && { regulator }),
    ...(severity !== undefined && { severity }),
    committed: { minor: total === 'unknown' ? 0 : total, currency: context.procedure.currency },
    unvalued: total === 'unknown',
    promises: runningPromises(state, context),
  };
}

/** What it had taken over itself is carried by those cases, and what is only offered ends with the merging. */
const ownTotal = ({ remedies }: CaseRecord): Sum =>
  totalOf(remedies.filter(({ status }) => status !== 'elsewhere' && status !== 'offered'));

const takenOverOf = ({
  from: _from,
  merge: _merge,
  outcome: _outcome,
  merging,
  ...carried
}: TakenOver): Carried => ({
  ...carried,
  told: merging.told,
});

const runningPromises = ({ clocks }: CaseRecord, { happenedAt }: CaseContext): Carried['promises'] =>
  openPromises(clocks, happenedAt)
    .filter(({ until }) => until > happenedAt)
    .map(({ id, until }) => ({ promise: id, dueAt: until }));

const CONTACTS = ['customerNumber', 'phone', 'email'] as const;

/** By a number or an address that both left; a name alone is nobody. */
const isSameComplainant = (one: Complainant, other: Complainant): boolean =>
  CONTACTS.some(
    (contact) => contactOf(one[contact]) !== '' && contactOf(one[contact]) === contactOf(other[contact]),
  );

/** An erased contact (D16) is no text, and recognises nobody. */
const contactOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .normalize('NFKC')
        .replaceAll(/[\s()-]/g, '')
        .toLowerCase()
    : '';
