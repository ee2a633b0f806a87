import { personKey, type HappenedAt } from '#event-sourcing';
import { isComplaint, judgedIn, type CaseRecord, type CaseState } from '#cases';
import type { Procedure, Recurring } from '#procedures';

/** Something that may repeat: of these, each with what it is in the case. */
export interface Subject {
  /** Of the procedure, by its id. */
  readonly rule: string;
  readonly parts: readonly { readonly of: Recurring; readonly value: string }[];
}

type Known = CaseRecord & { readonly receivedAt: HappenedAt };

/** What counts is a complaint of which is known when it came, and of which nobody has said that it is none (IMP-1, INT-11). */
const countsAtAll = (state: CaseState): state is Known =>
  state.status === 'logged' &&
  state.receivedAt !== undefined &&
  isComplaint(state) &&
  state.ending !== 'merged' &&
  state.ending !== 'inadmissible' &&
  state.valid !== false &&
  state.conclusion?.outcome !== 'notSubstantiated';

/** Every recurrence for which the case counts, by the rules of its procedure; several where several people are named. */
export function subjectsOf(
  state: CaseState,
  procedure: Pick<Procedure, 'improvement'> | undefined,
): readonly Subject[] {
  if (!countsAtAll(state)) return [];
  return (procedure?.improvement?.recurrence ?? []).flatMap(({ id, of }) =>
    of
      .reduce<readonly Subject['parts'][]>(
        (combined, each) =>
          valuesOf(state, each).flatMap((value) => combined.map((parts) => [...parts, { of: each, value }])),
        [[]],
      )
      .map((parts) => ({ rule: id, parts })),
  );
}

/** What is not known repeats nothing. */
const VALUES: Readonly<Record<Recurring, (state: CaseRecord) => readonly (string | undefined)[]>> = {
  category: ({ category }) => [category],
  rootCause: ({ conclusion }) => [conclusion?.rootCause],
  respondent: (state) => judgedIn(state).map(({ staffId }) => staffId && personKey(staffId)),
  department: (state) => departmentsOf(state),
  site: ({ site }) => [site],
  store: ({ retail }) => [retail?.store],
  brand: ({ retail }) => [retail?.brand],
};

const valuesOf = (state: CaseRecord, of: Recurring): readonly string[] => [
  ...new Set(VALUES[of](state).filter((each) => each !== undefined)),
];

/** Those complained about; where none is named, the one that has the case. */
function departmentsOf({ respondents, department }: CaseRecord): readonly (string | undefined)[] {
  const named = respondents.flatMap((each) => each.department ?? []);
  return named.length > 0 ? named : [department];
}

export const isSameSubject = (one: Subject, other: Subject): boolean =>
  one.rule === other.rule &&
  one.parts.length === other.parts.length &&
  one.parts.every(({ of, value }, index) => {
    const part = other.parts[index];
    return part?.of === of && part.value === value;
  });
