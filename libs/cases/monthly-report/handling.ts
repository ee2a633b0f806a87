import { CLOCK_KINDS } from '#procedures';
import { REMEDIES, type Money } from '../case/events/fields.ts';
import type { CaseFacts } from '../case-facts/case-facts.ts';
import {
  breakdown,
  byKey,
  groups,
  ratio,
  select,
  type Breakdown,
  type Cohort,
  type Figure,
} from './figures.ts';
import { casesByPerson } from './same-people.ts';

/** The cases with at least one missed clock of that kind. */
export interface BreachRow extends Figure {
  readonly kind: string;
  /** A case can miss several. */
  readonly breaches: number;
}

export function breachRows(cohort: Cohort): readonly BreachRow[] {
  return CLOCK_KINDS.flatMap((kind) => {
    const facts = cohort.facts.filter((each) => (each.breaches[kind] ?? 0) > 0);
    const breaches = facts.reduce((sum, each) => sum + (each.breaches[kind] ?? 0), 0);
    const figure = select(cohort, [{ field: `breaches.${kind}`, atLeast: 1 }], facts);
    return breaches === 0 ? [] : [{ kind, breaches, ...figure }];
  });
}

/** The cases with standing compensation of that kind. */
interface CompensationRow extends Figure {
  readonly kind: string;
  readonly grants: number;
  /** By currency, in minor units; reversed grants are taken off. */
  readonly totals: readonly Money[];
  /** Grants whose worth nobody can tell. */
  readonly unknownWorth: number;
}

/** Of all complaints of the month, those too that were merged into another: their money was spent as well. */
export interface Compensation {
  readonly rows: readonly CompensationRow[];
  /** By currency over all kinds. */
  readonly totals: readonly Money[];
  /** Cases whose imported source tells of money without an amount (INT-11). */
  readonly unknown: Figure;
}

export function compensation(cohort: Cohort): Compensation {
  const rows = REMEDIES.flatMap((kind): readonly CompensationRow[] => {
    const facts = cohort.facts.filter((each) => (each.compensated[kind] ?? 0) > 0);
    const grants = facts.flatMap((each) => each.grants.filter((grant) => grant.kind === kind));
    const known = grants.flatMap(({ worth }) => (worth === undefined ? [] : [worth]));
    const figure = select(cohort, [{ field: `compensated.${kind}`, atLeast: 1 }], facts);
    const unknownWorth = grants.length - known.length;
    return facts.length === 0
      ? []
      : [{ kind, grants: grants.length, totals: totals(known), unknownWorth, ...figure }];
  });
  const untold = cohort.facts.filter(({ relief }) => relief === 'monetary');
  return {
    rows,
    totals: totals(rows.flatMap((row) => row.totals)),
    unknown: select(cohort, [{ field: 'relief', equals: 'monetary' }], untold),
  };
}

const totals = (amounts: readonly Money[]): readonly Money[] =>
  [...groups(amounts, ({ currency }) => currency)]
    .map(([currency, group]) => ({ currency, minor: group.reduce((sum, { minor }) => sum + minor, 0) }))
    .sort((left, right) => byKey(left.currency, right.currency));

export interface Satisfaction {
  /** Mean and spread of the answers, apart by procedure: each has a scale of its own. To two decimals. */
  readonly byProcedure: readonly {
    readonly procedure: string;
    readonly average: number;
    readonly counted: Figure;
    readonly distribution: readonly ({ readonly satisfaction: number } & Figure)[];
  }[];
  readonly satisfied: Figure;
  readonly unsatisfied: Figure;
  /** Of the cases with an answer; absent without any. */
  readonly satisfiedShare?: number;
  /** Nobody was asked or reached, or the source does not say. */
  readonly unknown: Figure;
}

export function satisfaction(cohort: Cohort): Satisfaction {
  const answer = (satisfied: boolean): readonly CaseFacts[] =>
    cohort.facts.filter((each) => each.satisfied === satisfied);
  const [satisfied, unsatisfied] = [answer(true), answer(false)];
  const answered = satisfied.length + unsatisfied.length;
  const unknown = cohort.facts.filter((each) => each.satisfied === undefined);
  const scored = cohort.facts.filter((each) => each.satisfaction !== undefined);
  return {
    byProcedure: [...groups(scored, ({ procedure }) => procedure)]
      .sort(([left], [right]) => byKey(left, right))
      .map(([procedure, facts]) => scoresOf(cohort, procedure, facts)),
    satisfied: select(cohort, [{ field: 'satisfied', equals: true }], satisfied),
    unsatisfied: select(cohort, [{ field: 'satisfied', equals: false }], unsatisfied),
    ...(answered > 0 && { satisfiedShare: ratio(satisfied.length, answered) }),
    unknown: select(cohort, [{ field: 'satisfied', isNull: true }], unknown),
  };
}

function scoresOf(
  cohort: Cohort,
  procedure: string,
  facts: readonly CaseFacts[],
): Satisfaction['byProcedure'][number] {
  const under = { field: 'procedure', equals: procedure };
  const sum = facts.reduce((total, each) => total + (each.satisfaction ?? 0), 0);
  return {
    procedure,
    average: Math.round((sum / facts.length) * 100) / 100,
    counted: select(cohort, [under, { field: 'satisfaction', isNull: false }], facts),
    distribution: [...groups(facts, (each) => each.satisfaction)]
      .sort(([left], [right]) => left - right)
      .map(([score, group]) => ({
        satisfaction: score,
        ...select(cohort, [under, { field: 'satisfaction', equals: score }], group),
      })),
  };
}

/** A part of the cases in which it is known. */
export interface Rate {
  readonly cases: Figure;
  readonly of: number;
  /** Absent when it is known of no case. */
  readonly rate?: number;
  readonly notYet: Figure;
  readonly unknown: Figure;
}

/** Of the cases that were resolved or closed at least once, those that had to be taken up again. */
export function reopenRate(cohort: Cohort): Rate {
  const having = (reopening: CaseFacts['reopening']): Figure =>
    select(
      cohort,
      [{ field: 'reopening', equals: reopening }],
      cohort.facts.filter((each) => each.reopening === reopening),
    );
  const reopened = having('reopened');
  const of = reopened.count + having('never').count;
  return {
    ...{ cases: reopened, of },
    ...(of > 0 && { rate: ratio(reopened.count, of) }),
    ...{ notYet: having('notYet'), unknown: having('unknown') },
  };
}

export interface Repeats {
  readonly threshold: number;
  /** Respondents with that many cases or more in the month, most frequent first. */
  readonly rows: Breakdown['rows'];
  readonly unknown: Figure;
}

const REPEAT_THRESHOLD = 2;

export function repeatRespondents(cohort: Cohort): Repeats {
  const { rows, unknown } = breakdown(cohort, 'respondent', ({ respondent }) => respondent);
  return {
    threshold: REPEAT_THRESHOLD,
    rows: rows.filter(({ count }) => count >= REPEAT_THRESHOLD),
    unknown,
  };
}

/** Only numbers: who the complainants are is nobody's business here (PRI-1). */
export interface RepeatComplainants {
  readonly threshold: number;
  readonly complainants: number;
  readonly cases: number;
  readonly unknown: Figure;
}

export function repeatComplainants(cohort: Cohort): RepeatComplainants {
  const { unknown } = breakdown(cohort, 'complainant', ({ complainant }) => complainant);
  const repeated = casesByPerson(cohort.facts).filter((count) => count >= REPEAT_THRESHOLD);
  const cases = repeated.reduce((sum, count) => sum + count, 0);
  return { threshold: REPEAT_THRESHOLD, complainants: repeated.length, cases, unknown };
}
