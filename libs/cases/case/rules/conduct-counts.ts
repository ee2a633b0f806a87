import { isSamePerson } from '#event-sourcing';
import { matches } from '#procedures';
import { dayOfHappening } from '../../local-month.ts';
import type { CaseContext } from '../context.ts';
import { draft } from '../decision.ts';
import type { CaseEventDraft } from '../events.ts';
import { isComplaint, matterOf } from '../matter.ts';
import type { CaseRecord, CaseState, Counted } from '../state.ts';

/**
 * CON-2: what a case says to the conduct record of whoever was found responsible, whatever command made it so: that the
 * complaint is confirmed, and that it is not any more. Nothing where the procedure keeps no such record.
 */
export function conductCounts(after: CaseState, context: CaseContext): readonly CaseEventDraft[] {
  if (after.status !== 'logged') return [];
  const { counted, counts = 0 } = after;
  const confirmed = confirmedIn(after, context);
  if (isSame(counted, confirmed)) return [];
  return [
    ...(counted === undefined
      ? []
      : [draft('ResponsibilityTakenBack', { count: counted.count, person: counted.person })]),
    ...(confirmed === undefined
      ? []
      : [draft('ResponsibilityCounted', { count: `C${String(counts + 1)}`, ...confirmed })]),
  ];
}

type Confirmed = Omit<Counted, 'count'>;

/** A merged case counts through the other one; what was withdrawn or turned down counts against nobody. */
function confirmedIn(state: CaseRecord, { procedure }: CaseContext): Confirmed | undefined {
  const { responsible: person, conclusion, ending = 'closed', receivedAt } = state;
  if (procedure.conduct === undefined || person === undefined || conclusion === undefined) return undefined;
  const stands = conclusion.outcome !== 'notSubstantiated' && state.valid !== false && ending === 'closed';
  if (!stands || !isComplaint(state)) return undefined;
  const violation = violationIn(state, procedure);
  return {
    person,
    ...(receivedAt !== undefined && { on: dayOfHappening(receivedAt, procedure.timeZone) }),
    ...(violation && { violation: { kind: violation.id, points: violation.points } }),
  };
}

/** CON-3: one matter is one violation: of several that fit, the one that costs most. */
function violationIn(state: CaseRecord, { conduct, ladder }: CaseContext['procedure']) {
  const matter = matterOf(state);
  return conduct?.violations
    .filter(({ when }) => when !== undefined && matches(when, matter, ladder))
    .toSorted((left, right) => right.points - left.points)[0];
}

const isSame = (before: Confirmed | undefined, after: Confirmed | undefined): boolean =>
  before === undefined || after === undefined
    ? before === after
    : isSamePerson(before.person, after.person) &&
      before.on === after.on &&
      before.violation?.kind === after.violation?.kind &&
      before.violation?.points === after.violation?.points;
