import { instantOf, isInstant, millisOf, type Instant } from '#event-sourcing';
import type { Adoption, Organisation } from '#organisation';
import {
  deadlineOfTurn,
  turnAfter,
  turnBefore,
  turnsBetween,
  type DutyRule,
  type Procedure,
  type ProcedureRegistry,
  type Turn,
} from '#procedures';
import type { DutyOpened } from '../duty/events.ts';
import { dutyIdOf, seriesOf, type TurnName } from '../duty/duty-id.ts';

/** One duty of one procedure at one place, as long as that is so. */
export interface OwedSeries {
  /** What the ids of its turns begin with. */
  readonly series: string;
  readonly site?: string;
  readonly rule: DutyRule;
  readonly procedure: Procedure;
  readonly from: Instant;
  /** Not included. */
  readonly until?: Instant;
}

type Procedures = Pick<ProcedureRegistry, 'get'>;

/** Everything that is owed again and again, by what the organisation has adopted; also what was (REP-5). */
export const seriesOwed = (
  { adoptions }: Pick<Organisation, 'adoptions'>,
  procedures: Procedures,
): readonly OwedSeries[] => adoptions.flatMap((adoption) => seriesOfAdoption(adoption, procedures));

function seriesOfAdoption(adoption: Adoption, procedures: Procedures): readonly OwedSeries[] {
  const { from, until } = adoption;
  const procedure = procedures.get(adoption.procedure, adoption.version);
  return (procedure?.duties ?? []).flatMap((rule) => {
    if (procedure === undefined) return [];
    // What is owed once is owed at no site, however many have adopted it.
    const site = rule.at === 'eachSite' && adoption.site !== undefined ? { site: adoption.site } : {};
    const series = seriesOf({ procedure: procedure.id, duty: rule.id, ...site });
    return [{ series, ...site, rule, procedure, from, ...(until !== undefined && { until }) }];
  });
}

/** The next turn of it that begins later than `after`; turns that began before it was owed are not. */
export function nextTurn(
  series: OwedSeries,
  after: Instant | undefined,
): (Turn & { dutyId: string }) | undefined {
  const { rule, procedure, from } = series;
  const start = instantOf(millisOf(from) - 1);
  const turn = turnAfter(rule, procedure, after === undefined || after < start ? start : after);
  if (turn === undefined || !isWithin(series, turn)) return undefined;
  return { ...turn, dutyId: dutyIdOf({ ...nameOf(series), date: turn.date }) };
}

const nameOf = ({ procedure, rule, site }: OwedSeries): Omit<TurnName, 'date'> => ({
  ...{ procedure: procedure.id, duty: rule.id },
  ...(site !== undefined && { site }),
});

/** What the beginning of that turn records; `undefined` where no such turn is owed. Of two versions the later one. */
export function turnOwed(
  name: TurnName,
  organisation: Pick<Organisation, 'adoptions'>,
  procedures: Procedures,
): DutyOpened | undefined {
  const series = seriesOf(name);
  return seriesOwed(organisation, procedures)
    .filter((each) => each.series === series)
    .toSorted((one, other) => other.procedure.version - one.procedure.version)
    .map((each) => opened(each, name.date))
    .find((each) => each !== undefined);
}

function opened(series: OwedSeries, date: string): DutyOpened | undefined {
  const { rule, procedure, site } = series;
  const day = Date.parse(date);
  if (Number.isNaN(day)) return undefined;
  // In no zone does a day begin more than a day before or after it begins in Greenwich.
  const [first, last] = [day - DAY, day + DAY].map((millis) => new Date(millis).toISOString());
  const turn = turnsBetween(rule, procedure, first ?? '', last ?? '').find((each) => each.date === date);
  if (turn === undefined || !isWithin(series, turn)) return undefined;
  const since = turnBefore(rule, procedure, turn.opensAt)?.opensAt;
  const { dueAt, warnAt } = deadlineOfTurn(rule, procedure, turn);
  return {
    ...{ procedure: { id: procedure.id, version: procedure.version }, duty: rule.id, date, work: rule.work },
    ...(site !== undefined && { site }),
    ...(isInstant(since) && { since }),
    ...{ opensAt: turn.opensAt, dueAt, ...(warnAt !== undefined && { warnAt }) },
    ...{ owedBy: rule.owedBy, answersTo: [...rule.answersTo] },
    ...(rule.atLeast !== undefined && { atLeast: rule.atLeast }),
  };
}

const isWithin = ({ from, until }: OwedSeries, { opensAt }: Turn): boolean =>
  opensAt >= from && (until === undefined || opensAt < until);

const DAY = 86_400_000;
