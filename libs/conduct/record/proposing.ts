import type { ConductRules, ConductStep } from '#procedures';
import { draft, MOST_BASIS, type ConductEventDraft } from './events.ts';
import { isComplaint, stands, type ConductState, type Entry, type Proposal } from './state.ts';

interface Occasion {
  readonly step: string;
  readonly occasion: string;
  readonly basis: readonly Entry[];
  /** Of complaints, in whatever order; otherwise it is what the last of them is a further time of. */
  readonly isMonth: boolean;
}

/**
 * CON-1, CON-2: what is to be proposed by what stands today, and what is not proposed any more. Each occasion once: the
 * second violation of a kind is the second, whichever of the two became known first.
 */
export function proposalsDue(
  state: ConductState,
  rules: ConductRules | undefined,
  today: string,
): readonly ConductEventDraft[] {
  const standing = new Set(state.entries.filter((each) => stands(each, today)).map(({ entry }) => entry));
  const wanted = rules === undefined ? [] : occasionsIn(state, rules, today);
  const covers = (proposal: Proposal, { step, occasion }: Occasion): boolean =>
    proposal.step === step && proposal.occasion === occasion && isGrounded(proposal, standing);
  const lapsed = state.proposals.filter(
    (each) => each.status === 'open' && !wanted.some((occasion) => covers(each, occasion)),
  );
  const counting = state.proposals.filter(({ status }) => COVERING.has(status));
  // Forgotten ones, too: what was decided on them was decided.
  const kept = new Set(state.entries.flatMap((each) => (each.status === 'standing' ? [each.entry] : [])));
  const isDecided = (proposal: Proposal, occasion: Occasion): boolean =>
    proposal.status !== 'open' &&
    isGrounded(proposal, kept) &&
    !isGrounded(proposal, standing) &&
    isSameMatter(proposal, occasion);
  const missing = wanted.filter(
    (occasion) => !counting.some((each) => covers(each, occasion) || isDecided(each, occasion)),
  );
  return [
    ...lapsed.map(({ proposal }) => draft('ProposalLapsed', { proposal })),
    ...missing.map(({ step, occasion, basis }, index) =>
      draft('StepProposed', {
        ...{ proposal: `S${String(state.proposals.length + index + 1)}`, step, occasion },
        basis: basis.map(({ entry }) => entry),
      }),
    ),
  ];
}

/** CON-4: that part of it is forgotten makes nothing new of a month, or of the violation that was the last of several. */
const isSameMatter = (proposal: Proposal, { step, occasion, basis, isMonth }: Occasion): boolean =>
  isMonth
    ? proposal.step === step && proposal.occasion === occasion
    : proposal.basis.at(-1) === basis.at(-1)?.entry;

/** What was decided on is not proposed again, whichever way. */
const COVERING: ReadonlySet<Proposal['status']> = new Set(['open', 'imposed', 'waived', 'lifted']);

export const isGrounded = ({ basis }: Pick<Proposal, 'basis'>, standing: ReadonlySet<string>): boolean =>
  basis.every((entry) => standing.has(entry));

function occasionsIn(state: ConductState, rules: ConductRules, today: string): readonly Occasion[] {
  const standing = state.entries.filter((each) => stands(each, today)).toSorted(byDay);
  const kinds = new Set(rules.steps.flatMap(({ after }) => ('violation' in after ? [after.violation] : [])));
  return [
    ...[...kinds].flatMap((kind) => repeated(kind, standing, rules)),
    ...rules.steps.flatMap((step) => monthly(step, standing)),
  ];
}

/** What happened first is the first; nobody knows when: the last. */
const byDay = ({ on: left = 'unknown' }: Entry, { on: right = 'unknown' }: Entry): number =>
  left < right ? -1 : Number(left > right);

/** Each time has its step; after the last of them, it stays with that one. */
function repeated(kind: string, standing: readonly Entry[], { steps }: ConductRules): readonly Occasion[] {
  const ofKind = standing.filter(({ violation }) => violation?.kind === kind);
  return ofKind.flatMap((_, index) => {
    const time = index + 1;
    const step = steps
      .flatMap(({ id, after }) =>
        'violation' in after && after.violation === kind ? [{ id, ...after }] : [],
      )
      .filter(({ times }) => times <= time)
      .toSorted((left, right) => right.times - left.times)[0];
    return step === undefined
      ? []
      : [
          {
            step: step.id,
            occasion: `${kind}/${String(time)}`,
            basis: ofKind.slice(0, time).slice(-MOST_BASIS),
            isMonth: false,
          },
        ];
  });
}

/** Only complaints of which a day is known, and each month once. */
function monthly({ id, after }: ConductStep, standing: readonly Entry[]): readonly Occasion[] {
  if (!('confirmedInMonth' in after)) return [];
  const complaints = standing.filter(isComplaint);
  const months = new Set(complaints.flatMap(({ on }) => on?.slice(0, 7) ?? []));
  return [...months].flatMap((month) => {
    const basis = complaints.filter(({ on }) => on?.slice(0, 7) === month).slice(0, after.confirmedInMonth);
    return basis.length < after.confirmedInMonth ? [] : [{ step: id, occasion: month, basis, isMonth: true }];
  });
}
