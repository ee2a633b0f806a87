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
export const countsAtAll = (state: CaseState): state is Known =>
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
function valuesOf(state: CaseRecord, of: Recurring): readonly string[] {
  switch (of) {
    case 'category':
      return [state.category ?? []].flat();
    case 'rootCause':
      return [state.conclusion?.rootCause ?? []].flat();
    case 'respondent':
      return [
        ...new Set(
          judgedIn(state).flatMap(({ staffId }) => (staffId === undefined ? [] : personKey(staffId))),
        ),
      ];
    case 'department':
      return departmentsOf(state);
    case 'site':
      return [state.site ?? []].flat();
    case 'store':
      return [state.retail?.store ?? []].flat();
    case 'brand':
      return [state.retail?.brand ?? []].flat();
  }
}

/** Those complained about; where none is named, the one that has the case. */
function departmentsOf({ respondents, department }: CaseRecord): readonly string[] {
  const named = respondents.flatMap((each) => each.department ?? []);
  return named.length > 0 ? [...new Set(named)] : [department ?? []].flat();
}

export const isSameSubject = (one: Subject, other: Subject): boolean =>
  one.rule === other.rule &&
  one.parts.length === other.parts.length &&
  one.parts.every(({ of, value }, index) => {
    const part = other.parts[index];
    return part?.of === of && part.value === value;
  });
